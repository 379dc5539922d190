import type { DbHandle, Tx } from '@aicmo/core-db';
import { sql, type ExpressionBuilder } from 'kysely';
import type { LeadCounts, LeadFilter } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { countChanges, countedKey, sumCounts, type CountedLead } from './lead-counts.ts';

/** The parts of a filter that are counted. */
export type CountedFilter = Pick<
  LeadFilter,
  'clientId' | 'campaignId' | 'state' | 'tier' | 'grade' | 'needsReview' | 'consent' | 'emailCheck'
>;

/** Every query on the counts of leads, which are kept in the transaction of each change. */
export interface LeadCountStore {
  /** Leads that were `before` (none: new ones) are `after` (none: gone). Call it with each write of what is counted. */
  apply(tx: Tx, before: readonly CountedLead[], after: readonly CountedLead[]): Promise<void>;
  /** Exactly how many leads there are. */
  total(filter: CountedFilter): Promise<number>;
  /** Exactly how many leads came with an import. */
  ofBatch(batchId: string): Promise<number>;
  counts(filter: CountedFilter): Promise<LeadCounts>;
  /** To whom the leads of a campaign belong. */
  clientsOf(campaignId: string): Promise<readonly string[]>;
  /** The kinds of lead that the filter lets through, as the index has them; null for more than `limit`. */
  keys(filter: CountedFilter, limit: number): Promise<readonly string[] | null>;
  /** Counts all leads again. */
  recount(tx: Tx): Promise<void>;
}

const sumKey = ['clientId', 'campaignId', 'state', 'tier', 'needsReview'] as const;
const kindKey = [...sumKey, 'grade', 'consent', 'emailCheck'] as const;
const shown = ['state', 'tier', 'needsReview'] as const;
const rowsAtOnce = 500;

function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce);
}

/** Opens the store of counts. */
export function createLeadCountStore(handle: DbHandle<CamTables>): LeadCountStore {
  const kindsOf = (filter: CountedFilter) =>
    handle
      .in()
      .selectFrom('camLeadCount')
      .where((is) => inKind(is, filter))
      .where('leads', '>', 0);
  const sumsOf = (filter: CountedFilter) =>
    handle
      .in()
      .selectFrom('camLeadSum')
      .where((is) => inSum(is, filter))
      .where('leads', '>', 0);
  return {
    apply: async (tx, before, after) => {
      const { kinds, sums, batches } = countChanges(before, after);
      const db = handle.in(tx);
      for (const rows of inParts(kinds)) {
        await db
          .insertInto('camLeadCount')
          .values(rows)
          .onConflict((taken) =>
            taken
              .columns(kindKey)
              .doUpdateSet(({ ref, eb }) => ({ leads: eb('camLeadCount.leads', '+', ref('excluded.leads')) })),
          )
          .execute();
      }
      for (const rows of inParts(sums)) {
        await db
          .insertInto('camLeadSum')
          .values(rows)
          .onConflict((taken) =>
            taken
              .columns(sumKey)
              .doUpdateSet(({ ref, eb }) => ({ leads: eb('camLeadSum.leads', '+', ref('excluded.leads')) })),
          )
          .execute();
      }
      for (const rows of inParts(batches)) {
        await db
          .insertInto('camBatchCount')
          .values(rows)
          .onConflict((taken) =>
            taken
              .column('batchId')
              .doUpdateSet(({ ref, eb }) => ({ leads: eb('camBatchCount.leads', '+', ref('excluded.leads')) })),
          )
          .execute();
      }
    },
    total: async (filter) => {
      const sum = isSummed(filter)
        ? sumsOf(filter).select(({ fn }) => fn.sum<number | null>('leads').as('leads'))
        : kindsOf(filter).select(({ fn }) => fn.sum<number | null>('leads').as('leads'));
      return Number((await sum.executeTakeFirstOrThrow()).leads ?? 0);
    },
    ofBatch: async (batchId) => {
      const row = await handle
        .in()
        .selectFrom('camBatchCount')
        .select('leads')
        .where('batchId', '=', batchId)
        .executeTakeFirst();
      return Number(row?.leads ?? 0);
    },
    counts: async (filter) => {
      const rows = isSummed(filter)
        ? await sumsOf(filter)
            .select([...shown, ({ fn }) => fn.sum<number>('leads').as('leads')])
            .groupBy([...shown])
            .execute()
        : await kindsOf(filter)
            .select([...shown, ({ fn }) => fn.sum<number>('leads').as('leads')])
            .groupBy([...shown])
            .execute();
      return sumCounts(rows.map((row) => ({ ...row, leads: Number(row.leads) })));
    },
    clientsOf: async (campaignId) =>
      (await sumsOf({ campaignId }).select('clientId').distinct().execute()).map(({ clientId }) => clientId),
    keys: async (filter, limit) => {
      const rows = await kindsOf(filter)
        .select(['clientId', 'campaignId', 'state', 'tier', 'grade', 'needsReview', 'consent', 'emailCheck'])
        .distinct()
        .limit(limit + 1)
        .execute();
      return rows.length > limit ? null : rows.map(countedKey);
    },
    recount: async (tx) => {
      await handle.in(tx).deleteFrom('camLeadCount').execute();
      await handle
        .in(tx)
        .insertInto('camLeadCount')
        .columns([...kindKey, 'leads'])
        .expression(countKinds(handle, tx))
        .execute();
      await handle.in(tx).deleteFrom('camLeadSum').execute();
      await handle
        .in(tx)
        .insertInto('camLeadSum')
        .columns([...sumKey, 'leads'])
        .expression(
          handle
            .in(tx)
            .selectFrom('camLeadCount')
            .select([...sumKey, ({ fn }) => fn.sum<number>('leads').as('leads')])
            .groupBy([...sumKey]),
        )
        .execute();
      await handle.in(tx).deleteFrom('camBatchCount').execute();
      await handle
        .in(tx)
        .insertInto('camBatchCount')
        .columns(['batchId', 'leads'])
        .expression(countBatches(handle, tx))
        .execute();
    },
  };
}

const countKinds = (handle: DbHandle<CamTables>, tx: Tx) =>
  handle
    .in(tx)
    .selectFrom('camLead')
    .where('mergedInto', 'is', null)
    .select(({ fn }) => [
      'clientId',
      sql<string>`coalesce(campaign_id, '')`.as('campaignId'),
      'state',
      sql<string>`coalesce(tier, '')`.as('tier'),
      'needsReview',
      sql<string>`coalesce(grade, '')`.as('grade'),
      'consent',
      'emailCheck',
      fn.countAll<number>().as('leads'),
    ])
    .groupBy(['clientId', 'campaignId', 'state', 'tier', 'grade', 'needsReview', 'consent', 'emailCheck']);

const countBatches = (handle: DbHandle<CamTables>, tx: Tx) =>
  handle
    .in(tx)
    .selectFrom('camLead')
    .where('mergedInto', 'is', null)
    .where('batchId', 'is not', null)
    .select(({ fn }) => [sql<string>`batch_id`.as('batchId'), fn.countAll<number>().as('leads')])
    .groupBy('batchId');

/** What is asked most is summed up already. */
const isSummed = ({ grade, consent, emailCheck }: CountedFilter): boolean =>
  grade === undefined && consent === undefined && emailCheck === undefined;

/** What the filter says about what is summed up. */
function inSum(is: ExpressionBuilder<CamTables, 'camLeadSum'>, filter: CountedFilter) {
  const columns = ['clientId', 'campaignId', 'state', 'tier'] as const;
  const equal = columns.flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [is(column, '=', value)];
  });
  const { needsReview } = filter;
  return is.and([...equal, ...(needsReview === undefined ? [] : [is('needsReview', '=', needsReview ? 1 : 0)])]);
}

/** What the filter says about what is counted. */
function inKind(is: ExpressionBuilder<CamTables, 'camLeadCount'>, filter: CountedFilter) {
  const columns = ['clientId', 'campaignId', 'state', 'tier', 'grade', 'consent', 'emailCheck'] as const;
  const equal = columns.flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [is(column, '=', value)];
  });
  const { needsReview } = filter;
  return is.and([...equal, ...(needsReview === undefined ? [] : [is('needsReview', '=', needsReview ? 1 : 0)])]);
}
