import { conflict, newId, notFound, type Clock, type StrategyId } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { Brief, MissingField } from '../../contract/brief.ts';
import type { Statement, Strategy, StrategyLayer, StrategyState, StrategyVersion } from '../../contract/strategy.ts';
import { missingForDraft } from '../briefs/brief-rules.ts';
import type { BriefStore } from '../briefs/brief-store.ts';
import { answerLayers, answersIn, completenessOf, draftLayers } from './draft-rules.ts';
import type { StrategyApprovals } from './strategy-approvals.ts';
import { strategyHash } from './strategy-hash.ts';
import { illegalMove, mayMove, parseAnswers } from './strategy-rules.ts';
import type { StrategyStore } from './strategy-store.ts';

/** What came of drafting: the strategy, or the fields that the brief must fill first. */
export type DraftOutcome =
  | {
      readonly ok: true;
      readonly strategy: Strategy;
      /** False when this version was there already. */ readonly isNew: boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly missing: readonly MissingField[] };

/** Strategies: drafting, answering, versions, states. */
export interface Strategies {
  /**
   * Drafts the eight layers from the newest version of a brief, as the next version of the brief's one strategy; what
   * people answered before is kept. Drafting the same version of a brief again gives the version that is there.
   */
  draft(request: { readonly briefId: string; readonly by: string }): Promise<DraftOutcome>;
  /**
   * Stores answers to open questions (or better answers) as the next version, by the id of the field.
   * @throws `conflict` (`strategy-changed`) when `editedVersion` is not the newest; `invalid` (`answer-invalid`).
   */
  answer(request: {
    readonly strategyId: string;
    readonly editedVersion: number;
    readonly answers: Readonly<Record<string, string>>;
    readonly by: string;
  }): Promise<Strategy>;
  /** The newest version, or the named one. Throws `not-found` (`strategy-missing`). */
  get(strategyId: string, version?: number): Promise<Strategy>;
  versions(strategyId: string): Promise<readonly StrategyVersion[]>;
  /** The newest version of each, of one client or of all, last made first. */
  list(filter?: { readonly clientId?: string }): Promise<readonly Strategy[]>;
  /**
   * Asks for a decision on a version, which must be the newest.
   * @throws `conflict`: `strategy-changed` when it is not, `strategy-move` from a state that cannot.
   */
  submit(strategyId: string, version: number): Promise<Strategy>;
  /** Takes over what a person decided in delivery about the newest version; unchanged while nobody has. */
  settle(strategyId: string): Promise<Strategy>;
}

interface StrategyServiceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly briefs: BriefStore;
  readonly strategies: StrategyStore;
  readonly approvals: StrategyApprovals;
}

export function createStrategies(deps: StrategyServiceDeps): Strategies {
  const { strategies } = deps;
  const get = async (id: string, version?: number): Promise<Strategy> => found(await strategies.find(id, version));
  return {
    get,
    draft: (request) => draft(deps, request),
    answer: (request) => answer(deps, request),
    versions: async (id) => {
      const versions = await strategies.versions(id);
      if (versions.length === 0) found(undefined);
      return versions.map(({ version, briefVersion, state, completeness, madeBy, madeAt }) => ({
        ...{ version, briefVersion, state, completeness, madeBy, madeAt },
      }));
    },
    list: (filter = {}) => strategies.newest(filter),
    submit: async (id, version) => {
      const newest = await get(id);
      if (newest.version !== version) throw changed(version, newest.version);
      return move(deps, newest, 'IN_REVIEW');
    },
    settle: async (id) => {
      const strategy = await get(id);
      const { version, hash } = strategy;
      const decision = await deps.approvals.decisionOn({ kind: 'STRATEGY', id, version, hash });
      return decision === null || decision === strategy.state ? strategy : move(deps, strategy, decision);
    },
  };
}

async function draft(deps: StrategyServiceDeps, request: { briefId: string; by: string }): Promise<DraftOutcome> {
  const { db, clock, briefs, strategies } = deps;
  return db.transaction(async (tx): Promise<DraftOutcome> => {
    const brief = await briefs.find(request.briefId, undefined, tx);
    if (!brief) throw notFound({ code: 'brief-missing', message: 'This brief does not exist.' });
    const missing = missingForDraft(brief.content);
    if (missing.length > 0) return { ok: false, reason: tooThin(missing), missing };
    const fresh = { id: newId<StrategyId>(clock), clientId: brief.clientId, briefId: brief.id, createdAt: clock.now() };
    const { id } = await strategies.ensure(fresh, tx);
    const current = await strategies.find(id, undefined, tx);
    if (current?.briefVersion === brief.version) return { ok: true, strategy: current, isNew: false };
    const layers = draftLayers(brief.content, current ? answersIn(current.layers) : {});
    const strategy = toStrategy(deps, { id, brief, version: (current?.version ?? 0) + 1, layers, by: request.by });
    return { ok: true, strategy: await insertNext(strategies, strategy, tx), isNew: true };
  });
}

async function answer(deps: StrategyServiceDeps, request: Parameters<Strategies['answer']>[0]): Promise<Strategy> {
  const { db, clock, strategies } = deps;
  return db.transaction(async (tx) => {
    const current = found(await strategies.find(request.strategyId, undefined, tx));
    if (current.version !== request.editedVersion) throw changed(request.editedVersion, current.version);
    const person = { by: request.by, at: clock.now() };
    const answers: Record<string, Statement[]> = parseAnswers(current.layers, request.answers, person);
    const layers = answerLayers(current.layers, answers);
    const next: Strategy = {
      ...current,
      ...{ version: current.version + 1, state: 'DRAFT', layers, completeness: completenessOf(layers) },
      ...{ hash: strategyHash(layers), madeBy: person.by, madeAt: person.at },
    };
    return insertNext(strategies, next, tx);
  });
}

async function insertNext(strategies: StrategyStore, strategy: Strategy, tx: Tx): Promise<Strategy> {
  if (!(await strategies.insertNext(strategy, tx))) throw changed(strategy.version - 1);
  return strategy;
}

async function move({ db, strategies }: StrategyServiceDeps, strategy: Strategy, to: StrategyState): Promise<Strategy> {
  const { id, version, state } = strategy;
  if (!mayMove(state, to)) throw illegalMove(state, to);
  const isMoved = await db.transaction((tx) => strategies.move(id, version, state, to, tx));
  if (!isMoved) throw changed(version);
  return { ...strategy, state: to };
}

function toStrategy(
  { clock }: StrategyServiceDeps,
  made: { id: string; brief: Brief; version: number; layers: StrategyLayer[]; by: string },
): Strategy {
  const { id, brief, version, layers, by } = made;
  return {
    ...{ id, clientId: brief.clientId, briefId: brief.id, briefVersion: brief.version, version, state: 'DRAFT' },
    ...{ company: brief.content.company, layers, completeness: completenessOf(layers), hash: strategyHash(layers) },
    ...{ madeBy: by, madeAt: clock.now() },
  };
}

function found(strategy: Strategy | undefined): Strategy {
  if (strategy) return strategy;
  throw notFound({ code: 'strategy-missing', message: 'This strategy, or this version of it, does not exist.' });
}

const tooThin = (missing: readonly MissingField[]): string =>
  `The brief is too thin for a strategy. Still needed: ${missing.map(({ label }) => label.toLowerCase()).join(', ')}.`;

const changed = (editedVersion: number, currentVersion?: number) =>
  conflict({
    code: 'strategy-changed',
    message: `You worked on version ${editedVersion}, but a newer one is there. Nothing was stored: load the newest version and enter your change again.`,
    details: { editedVersion, currentVersion },
  });
