import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Channel } from '../../contract/campaign.ts';
import { Tier } from '../../contract/lead.ts';
import type { Sequence, SequenceStep, SequenceVersion } from '../../contract/sequence.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { SequenceRow, SequenceVersionRow, StepVariantRow } from '../db/sequence-tables.ts';
import { createTrialStore, type TrialStore } from './trial-store.ts';

/** Whose way through a sequence is asked for. */
export interface SequenceWay {
  readonly sequenceId: string;
  /** Null: the newest. */
  readonly sequenceVersion: number | null;
}

/** A version on its way into the database. */
export interface NewVersion {
  readonly version: SequenceVersionRow;
  readonly wordings: readonly StepVariantRow[];
}

/** Every query on sequences, their versions and their wordings. */
export interface SequenceStore extends TrialStore {
  /** With the messages of its newest version. */
  find(id: string, tx?: Tx): Promise<Sequence | undefined>;
  /** With the messages that this way goes on with. A version never changes, so it is read from the database once. */
  ofWay(way: SequenceWay, tx?: Tx): Promise<Sequence | undefined>;
  /** The built-in ones, then a client's own, each the oldest first; not those that were put away, unless they are wanted. */
  list(clientId: string | null, withArchived?: boolean): Promise<readonly Sequence[]>;
  builtInForTier(tier: Tier, tx?: Tx): Promise<Pick<Sequence, 'id' | 'name' | 'version'> | undefined>;
  insert(tx: Tx, row: SequenceRow, first: NewVersion): Promise<void>;
  /** Makes a version the newest. False when the newest is another one than the one before it. */
  replace(
    tx: Tx,
    row: Pick<SequenceRow, 'id' | 'name' | 'goal' | 'version' | 'updatedAt'>,
    next: NewVersion,
  ): Promise<boolean>;
  /** Those who began with a version of the same shape go on with this one. False: there is no such version. */
  carryTo(tx: Tx, sequenceId: string, version: number, shape: string): Promise<boolean>;
  setArchived(tx: Tx, id: string, at: string | null): Promise<void>;
  /** Newest first. */
  versions(id: string): Promise<readonly SequenceVersion[]>;
  /** The messages of one version as it was saved. */
  stepsOf(id: string, version: number, tx?: Tx): Promise<readonly SequenceStep[]>;
  hasClient(clientId: string): Promise<boolean>;
  /** Where a client has chosen this sequence for a tier: names of campaigns that are not over, and the scoring rules. */
  choicesOf(clientId: string, id: string): Promise<readonly string[]>;
}

/** Opens the store of sequences. */
export function createSequenceStore(handle: DbHandle<CamTables>): SequenceStore {
  return { ...readings(handle), ...usage(handle), ...changes(handle), ...createTrialStore(handle) };
}

function readings(
  handle: DbHandle<CamTables>,
): Pick<SequenceStore, 'find' | 'ofWay' | 'list' | 'builtInForTier' | 'stepsOf'> {
  const wordings = async (pairs: readonly Pick<SequenceRow, 'id' | 'version'>[], tx?: Tx) =>
    pairs.length === 0
      ? []
      : handle
          .in(tx)
          .selectFrom('camStepVariant')
          .selectAll()
          .where(({ or, and, eb }) =>
            or(pairs.map(({ id, version }) => and([eb('sequenceId', '=', id), eb('version', '=', version)]))),
          )
          .orderBy('position')
          .orderBy('variant')
          .execute();
  const kept = new Map<string, readonly SequenceStep[]>();
  const stepsOf = async (id: string, version: number, tx?: Tx): Promise<readonly SequenceStep[]> => {
    const key = `${id}/${version}`;
    const known = kept.get(key);
    if (known) return known;
    const steps = stepsFrom(await wordings([{ id, version }], tx));
    if (steps.length > 0) kept.set(key, steps);
    return steps;
  };
  const one = (tx: Tx | undefined) => handle.in(tx).selectFrom('camSequence as s').selectAll('s');
  return {
    stepsOf,
    find: async (id, tx) => {
      const row = await one(tx).where('s.id', '=', id).executeTakeFirst();
      return row && sequenceOf(row, await stepsOf(id, row.version, tx));
    },
    ofWay: async ({ sequenceId, sequenceVersion }, tx) => {
      const row = await one(tx)
        .leftJoin('camSequenceVersion as v', (join) =>
          join.onRef('v.sequenceId', '=', 's.id').on('v.version', '=', sequenceVersion ?? -1),
        )
        .select('v.carriedTo')
        .where('s.id', '=', sequenceId)
        .executeTakeFirst();
      if (!row) return undefined;
      const { carriedTo, ...sequence } = row;
      return sequenceOf(sequence, await stepsOf(sequenceId, carriedTo ?? sequenceVersion ?? row.version, tx));
    },
    list: async (clientId, withArchived = false) => {
      const rows = await one(undefined)
        .where(({ or, eb }) => or([eb('s.clientId', 'is', null), eb('s.clientId', '=', clientId ?? '')]))
        .$if(!withArchived, (query) => query.where('s.archivedAt', 'is', null))
        .orderBy('s.createdAt')
        .orderBy('s.id')
        .execute();
      const all = await wordings(rows);
      const ordered = [...rows.filter((row) => row.clientId === null), ...rows.filter((row) => row.clientId !== null)];
      return ordered.map((row) => sequenceOf(row, stepsFrom(all.filter(({ sequenceId }) => sequenceId === row.id))));
    },
    builtInForTier: (tier, tx) =>
      handle
        .in(tx)
        .selectFrom('camSequence')
        .select(['id', 'name', 'version'])
        .where('clientId', 'is', null)
        .where('tier', '=', tier)
        .executeTakeFirst(),
  };
}

function usage(handle: DbHandle<CamTables>): Pick<SequenceStore, 'versions' | 'hasClient' | 'choicesOf'> {
  const running = (id: string) =>
    handle.in().selectFrom('camEnrolment').where('sequenceId', '=', id).where('status', 'in', ['ACTIVE', 'PAUSED']);
  return {
    hasClient: async (clientId) =>
      (await handle.in().selectFrom('camClient').select('id').where('id', '=', clientId).executeTakeFirst()) !==
      undefined,
    versions: async (id) => {
      const rows = await handle
        .in()
        .selectFrom('camSequenceVersion')
        .selectAll()
        .where('sequenceId', '=', id)
        .orderBy('version', 'desc')
        .execute();
      const counts = await running(id)
        .select(['sequenceVersion', ({ fn }) => fn.countAll().as('count')])
        .groupBy('sequenceVersion')
        .execute();
      const newest = rows[0]?.version;
      return rows.map(({ version, shape, savedBy, savedAt, carriedTo }) => ({
        ...{ version, savedBy, savedAt, carriedTo, channels: z.parse(z.array(Channel), shape.trim().split(' ')) },
        inSequence: counts
          .filter(({ sequenceVersion }) => (sequenceVersion ?? newest) === version)
          .reduce((sum, { count }) => sum + Number(count), 0),
      }));
    },
    choicesOf: async (clientId, id) => {
      const db = handle.in();
      const campaigns = await db
        .selectFrom('camCampaign')
        .select(['name', 'sequenceByTier'])
        .where('clientId', '=', clientId)
        .where('status', 'in', ['DRAFT', 'ACTIVE', 'PAUSED'])
        .execute();
      const rules = await db
        .selectFrom('camScoringRules')
        .select('rules')
        .where('clientId', '=', clientId)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      // An id stands in the JSON as it is, and nothing else there looks like one.
      const named = campaigns
        .filter(({ sequenceByTier }) => sequenceByTier.includes(id))
        .map(({ name }) => `“${name}”`);
      return rules?.rules.includes(id) === true ? [...named, 'the scoring rules'] : named;
    },
  };
}

function changes(handle: DbHandle<CamTables>): Pick<SequenceStore, 'insert' | 'replace' | 'carryTo' | 'setArchived'> {
  const save = async (tx: Tx, { version, wordings }: NewVersion): Promise<void> => {
    await handle.in(tx).insertInto('camSequenceVersion').values(version).execute();
    await handle
      .in(tx)
      .insertInto('camStepVariant')
      .values([...wordings])
      .execute();
  };
  return {
    insert: async (tx, row, first) => {
      await handle.in(tx).insertInto('camSequence').values(row).execute();
      await save(tx, first);
    },
    replace: async (tx, { id, version, ...change }, next) => {
      const result = await handle
        .in(tx)
        .updateTable('camSequence')
        .set({ ...change, version })
        .where('id', '=', id)
        .where('version', '=', version - 1)
        .executeTakeFirst();
      if (Number(result.numUpdatedRows) === 0) return false;
      await save(tx, next);
      return true;
    },
    carryTo: async (tx, sequenceId, version, shape) => {
      const { numUpdatedRows } = await handle
        .in(tx)
        .updateTable('camSequenceVersion')
        .set({ carriedTo: version })
        .where('sequenceId', '=', sequenceId)
        .where('version', '<', version)
        .where('shape', '=', shape)
        .executeTakeFirst();
      return Number(numUpdatedRows) > 0;
    },
    setArchived: async (tx, id, at) =>
      void (await handle.in(tx).updateTable('camSequence').set({ archivedAt: at }).where('id', '=', id).execute()),
  };
}

/** Rows of one version in their order as messages. */
function stepsFrom(rows: readonly StepVariantRow[]): readonly SequenceStep[] {
  const steps: SequenceStep[] = [];
  for (const { position, variant, day, channel, subjectTemplate, bodyTemplate, htmlTemplate, weight } of rows) {
    const texts = { subject: subjectTemplate, body: bodyTemplate, html: htmlTemplate, weight };
    if (variant === 1) steps.push({ position, day, channel: z.parse(Channel, channel), ...texts, variants: [] });
    else steps.at(-1)?.variants.push(texts);
  }
  return steps;
}

const sequenceOf = (row: SequenceRow, steps: readonly SequenceStep[]): Sequence => ({
  ...{ id: row.id, clientId: row.clientId, key: row.key, name: row.name, goal: row.goal },
  ...{ version: row.version, updatedAt: row.updatedAt, archivedAt: row.archivedAt },
  tier: row.tier === null ? null : z.parse(Tier, row.tier),
  steps: [...steps],
});
