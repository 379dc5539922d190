import type { Database, Tx } from '@aicmo/core-db';
import { conflict, internal, invalid, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { Sequence, SequenceEdit, SequenceStep, SequenceVersion } from '../../contract/sequence.ts';
import type { SequenceTrial } from '../../contract/sequence-trial.ts';
import type { SequenceRow } from '../db/sequence-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceSource } from '../routing/sequence-source.ts';
import { openTemplateEngine } from '../templates/template-engine.ts';
import { readTrials } from './read-trials.ts';
import { assertSequence, shapeOf, wholeStep } from './sequence-rules.ts';
import type { NewVersion, SequenceStore, SequenceWay } from './sequence-store.ts';
import { starterSteps } from './starter-steps.ts';

/** Sequences: the four built-in ones, and a client's own, which can be edited. */
export interface SequenceService extends SequenceSource {
  /** The built-in ones first, then those of the client; those that were put away only when they are wanted. */
  list(clientId: string | null, withArchived?: boolean): Promise<readonly Sequence[]>;
  /** Throws `not-found` (`sequence-unknown`). */
  get(id: string, tx?: Tx): Promise<Sequence>;
  /** With the messages that a lead's way through it goes on with; undefined: there is no such sequence. */
  ofWay(way: SequenceWay): Promise<Sequence | undefined>;
  /** A client's own, with one message to begin from. Throws `invalid` (`sequence-…`), `not-found` (`client-unknown`). */
  create(clientId: string, draft: NewSequence, by: string): Promise<Sequence>;
  /** A copy that belongs to a client and can be edited; "… (copy)" unless a name is given. */
  copy(id: string, clientId: string, by: string, name?: string): Promise<Sequence>;
  /**
   * Saves an edited sequence as its next version. Those in sequence keep the words with which they began, unless the
   * edit carries them over (see `SequenceEdit`). Throws `invalid` (`sequence-…`, with step and field), `conflict`
   * (`sequence-built-in`, `sequence-archived`) for one that stays as it is, and `conflict` (`sequence-version`) when
   * somebody saved meanwhile.
   */
  edit(id: string, edit: SequenceEdit, by: string): Promise<Sequence>;
  /** Nobody new gets it; those in sequence go on. Throws `conflict` (`sequence-in-use`) while a campaign or rule names it. */
  archive(id: string, by: string): Promise<Sequence>;
  /** Undoes `archive`. */
  restore(id: string, by: string): Promise<Sequence>;
  /** Every version that was saved, the newest first. */
  history(id: string): Promise<readonly SequenceVersion[]>;
  /** The messages of an older version, to look at or to go back to. Throws `not-found` (`sequence-version-unknown`). */
  stepsOf(id: string, version: number): Promise<readonly SequenceStep[]>;
  /** The messages that are tried in several wordings in its newest version, and what is known by now. */
  trials(id: string): Promise<readonly SequenceTrial[]>;
}

/** A sequence to begin with. */
export interface NewSequence {
  readonly name: string;
  readonly goal: string;
  readonly steps?: SequenceEdit['steps'];
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: SequenceStore;
  readonly records: RecordStore;
}

/** Builds the service of sequences. */
export function createSequenceService(deps: Deps): SequenceService {
  const { store } = deps;
  const get = async (id: string, tx?: Tx): Promise<Sequence> => {
    const found = await store.find(id, tx);
    if (found) return found;
    throw notFound({ code: 'sequence-unknown', message: 'There is no such sequence. Choose one from the list.' });
  };
  return {
    get,
    list: (clientId, withArchived) => store.list(clientId, withArchived),
    ofWay: (way) => store.ofWay(way),
    trials: async (id) => readTrials(store, await get(id)),
    history: async (id) => store.versions((await get(id)).id),
    stepsOf: async (id, version) => {
      const steps = await store.stepsOf((await get(id)).id, version);
      if (steps.length > 0) return steps;
      throw notFound({
        code: 'sequence-version-unknown',
        message: `It has no version ${version}. Choose one from the list.`,
      });
    },
    forTier: (tier, campaign, tx) => sequenceForTier(store, tier, campaign, tx),
    create: async (clientId, { name, goal, steps = starterSteps }, by) => {
      assertSequence({ name, steps }, await openTemplateEngine());
      return get(await insert(deps, { clientId, name: name.trim(), goal: goal.trim() }, steps, 'Written anew.', by));
    },
    copy: async (id, clientId, by, name) => {
      const { name: copied, goal, steps } = await get(id);
      const made = { clientId, name: name?.trim() || `${copied} (copy)`, goal };
      return get(await insert(deps, made, steps, `A copy of “${copied}”.`, by));
    },
    edit: async (id, edit, by) => {
      assertSequence(edit, await openTemplateEngine());
      const before = await get(id);
      assertOwn(before);
      await saveEdit(deps, before, edit, by);
      return get(id);
    },
    archive: async (id, by) => {
      await putAway(deps, await get(id), by);
      return get(id);
    },
    restore: async (id, by) => {
      await setArchived(deps, await get(id), false, by);
      return get(id);
    },
  };
}

async function sequenceForTier(
  store: SequenceStore,
  ...[tier, campaign, tx]: Parameters<SequenceSource['forTier']>
): ReturnType<SequenceSource['forTier']> {
  const chosen = campaign.sequenceByTier[tier];
  const own = chosen === undefined ? undefined : await store.find(chosen, tx);
  const found = own?.archivedAt === null ? own : await store.builtInForTier(tier, tx);
  if (found) return { id: found.id, name: found.name, version: found.version };
  throw internal({
    code: 'sequence-missing',
    message: `There is no sequence for ${tier.toLowerCase()} leads. Run "npx aicmo db bootstrap".`,
  });
}

/** The client whose own it is. */
function assertOwn({ clientId, name, archivedAt }: Sequence): string {
  if (clientId === null) {
    throw conflict({
      code: 'sequence-built-in',
      message: `“${name}” is built in and stays as it is. Copy it and change the copy.`,
    });
  }
  if (archivedAt === null) return clientId;
  throw conflict({ code: 'sequence-archived', message: `“${name}” was put away. Take it out again to change it.` });
}

const note = (
  { records }: Deps,
  tx: Tx,
  of: Pick<Sequence, 'id' | 'clientId'>,
  what: string,
  why: string,
  by: string,
) =>
  records.append(tx, [
    { clientId: of.clientId ?? '*', subjectKind: 'sequence', subjectId: of.id, what, why, actor: by },
  ]);

function versionFrom(
  { clock }: Deps,
  at: { readonly sequenceId: string; readonly version: number },
  steps: SequenceEdit['steps'],
  savedBy: string,
): NewVersion {
  const wordings = steps.map(wholeStep).flatMap(({ day, channel, wordings: all }, index) =>
    all.map(({ subject, body, html, weight }, variant) => ({
      ...{ ...at, position: index + 1, variant: variant + 1, day, channel },
      ...{ subjectTemplate: subject, bodyTemplate: body, htmlTemplate: html, weight },
    })),
  );
  const shape = shapeOf(steps);
  return {
    version: { ...at, steps: steps.length, shape, carriedTo: null, savedBy, savedAt: clock.now() },
    wordings,
  };
}

async function insert(
  deps: Deps,
  made: Pick<SequenceRow, 'name' | 'goal'> & { readonly clientId: string },
  steps: SequenceEdit['steps'],
  why: string,
  by: string,
): Promise<string> {
  if (!(await deps.store.hasClient(made.clientId))) {
    throw notFound({ code: 'client-unknown', message: 'There is no such client. Choose one from the list.' });
  }
  const [id, now] = [newId(deps.clock), deps.clock.now()];
  await deps.db.transaction(async (tx) => {
    const row = { ...made, id, key: `own-${id}`, tier: null, version: 1, createdAt: now, updatedAt: now };
    const first = versionFrom(deps, { sequenceId: id, version: 1 }, steps, by);
    await deps.store.insert(tx, { ...row, archivedAt: null }, first);
    await note(deps, tx, row, `Made “${row.name}”`, why, by);
  });
  return id;
}

async function saveEdit(deps: Deps, before: Sequence, edit: SequenceEdit, by: string): Promise<void> {
  const { id } = before;
  await deps.db.transaction(async (tx) => {
    const version = edit.version + 1;
    const change = { id, name: edit.name.trim(), goal: edit.goal.trim(), version, updatedAt: deps.clock.now() };
    const next = versionFrom(deps, { sequenceId: id, version }, edit.steps, by);
    if (!(await deps.store.replace(tx, change, next))) {
      throw conflict({
        code: 'sequence-version',
        message: `Somebody has saved “${before.name}” meanwhile. Reload it and make your change again.`,
        details: { found: before.version, expected: edit.version },
      });
    }
    if (edit.carryOver === true && !(await deps.store.carryTo(tx, id, version, shapeOf(edit.steps)))) {
      throw invalid({
        code: 'sequence-carry',
        message: 'Nobody began with as many messages on the same channels, so those in sequence cannot change over.',
      });
    }
    const whom =
      edit.carryOver === true ? 'Those in sequence go on with it.' : 'For those put in sequence from now on.';
    await note(deps, tx, before, `Changed “${change.name}”`, `Version ${version}. ${whom}`, by);
  });
}

async function putAway(deps: Deps, sequence: Sequence, by: string): Promise<void> {
  const choices = await deps.store.choicesOf(assertOwn(sequence), sequence.id);
  if (choices.length > 0) {
    throw conflict({
      code: 'sequence-in-use',
      message: `“${sequence.name}” is chosen in ${choices.join(', ')}. Choose another sequence there first.`,
    });
  }
  await setArchived(deps, sequence, true, by);
}

async function setArchived(deps: Deps, sequence: Sequence, isArchived: boolean, by: string): Promise<void> {
  if ((sequence.archivedAt !== null) === isArchived) return;
  await deps.db.transaction(async (tx) => {
    await deps.store.setArchived(tx, sequence.id, isArchived ? deps.clock.now() : null);
    await note(deps, tx, sequence, `${isArchived ? 'Put away' : 'Took out'} “${sequence.name}”`, '', by);
  });
}
