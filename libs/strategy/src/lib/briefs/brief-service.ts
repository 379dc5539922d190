import { conflict, newId, notFound, type BriefId, type Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { Brief, BriefSummary } from '../../contract/brief.ts';
import type { StrategyProgress, StrategyStore } from '../strategies/strategy-store.ts';
import { missingForDraft, parseBriefContent } from './brief-rules.ts';
import type { BriefStore } from './brief-store.ts';

/** Briefs: saving, editing, reading. Every version is kept. */
export interface Briefs {
  /** Stores version 1 of a client's brief. Throws `invalid` (`brief-invalid`, details by field). */
  create(brief: { readonly clientId: string; readonly content: unknown; readonly by: string }): Promise<Brief>;
  /**
   * Stores an edit as the next version; content that did not change gives the version that is there.
   * @throws `conflict` (`brief-changed`) when `editedVersion` is not the newest any more: nothing is stored.
   */
  save(edit: {
    readonly briefId: string;
    readonly editedVersion: number;
    readonly content: unknown;
    readonly by: string;
  }): Promise<Brief>;
  /** The newest version, or the named one. Throws `not-found` (`brief-missing`). */
  get(briefId: string, version?: number): Promise<Brief>;
  /** Every version, newest first. */
  versions(briefId: string): Promise<readonly Brief[]>;
  /** The newest version in a line of a list. Throws `not-found` (`brief-missing`). */
  summary(briefId: string): Promise<BriefSummary>;
  /** The briefs of one client or of all, last saved first, with what each still needs. */
  list(filter?: { readonly clientId?: string }): Promise<readonly BriefSummary[]>;
}

interface BriefServiceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly briefs: BriefStore;
  readonly strategies: StrategyStore;
}

export function createBriefs(deps: BriefServiceDeps): Briefs {
  const { db, clock, briefs } = deps;
  const get = async (briefId: string, version?: number): Promise<Brief> => {
    const brief = await briefs.find(briefId, version);
    if (!brief) throw missingBrief(version);
    return brief;
  };
  return {
    get,
    create: async ({ clientId, content, by }) => {
      const read = parseBriefContent(content);
      const savedAt = clock.now();
      const brief: Brief = { id: newId<BriefId>(clock), clientId, version: 1, content: read, savedBy: by, savedAt };
      await db.transaction((tx) => briefs.insert(brief, tx));
      return brief;
    },
    save: (edit) => save(deps, edit),
    versions: async (briefId) => {
      const versions = await briefs.versions(briefId);
      if (versions.length === 0) throw missingBrief();
      return versions;
    },
    summary: async (briefId) => {
      const [brief, strategies] = [await get(briefId), await deps.strategies.progressByBrief()];
      return toSummary(brief, strategies.get(briefId));
    },
    list: async (filter = {}) => {
      const [newest, strategies] = [await briefs.newest(filter.clientId), await deps.strategies.progressByBrief()];
      return newest.map((brief) => toSummary(brief, strategies.get(brief.id)));
    },
  };
}

async function save({ db, clock, briefs }: BriefServiceDeps, edit: Parameters<Briefs['save']>[0]): Promise<Brief> {
  const { briefId, editedVersion, by } = edit;
  const content = parseBriefContent(edit.content);
  return db.transaction(async (tx) => {
    const current = await briefs.find(briefId, undefined, tx);
    if (!current) throw missingBrief();
    if (current.version !== editedVersion) throw briefChanged(editedVersion, current);
    if (JSON.stringify(current.content) === JSON.stringify(content)) return current;
    const next: Brief = { ...current, version: editedVersion + 1, content, savedBy: by, savedAt: clock.now() };
    if (!(await briefs.insertNext(next, tx))) throw briefChanged(editedVersion);
    return next;
  });
}

function toSummary(brief: Brief, strategy: StrategyProgress | undefined): BriefSummary {
  const { id, clientId, version, content, savedBy, savedAt } = brief;
  return {
    ...{ id, clientId, version, company: content.company, savedBy, savedAt },
    missing: missingForDraft(content).map((field) => field.label),
    strategy: strategy ? { id: strategy.id, state: strategy.state, isBehind: strategy.briefVersion < version } : null,
  };
}

const missingBrief = (version?: number) =>
  notFound({
    code: 'brief-missing',
    message: version === undefined ? 'This brief does not exist.' : `This brief has no version ${version}.`,
  });

const briefChanged = (editedVersion: number, current?: Brief) =>
  conflict({
    code: 'brief-changed',
    message: `You edited version ${editedVersion}, but ${current ? `version ${current.version} by ${current.savedBy} is there already` : 'another version was saved in the meantime'}. Nothing was stored: load the newest version and enter your change again.`,
    details: { editedVersion, currentVersion: current?.version },
  });
