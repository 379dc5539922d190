import type { DbHandle, Tx } from '@aicmo/core-db';
import { sql, type ExpressionBuilder } from 'kysely';
import type { LeadCounts, LeadFilter } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { countChanges, countedKey, sumCounts, type CountedLead } from './lead-counts.ts';

/** The parts of a filter that are counted. */
export type CountedFilter = Pick<
  LeadFilter,
  'clientId' | 'campaignId' | 'batchId' | 'state' | 'tier' | 'grade' | 'needsReview' | 'consent' | 'emailCheck'
>;

/** Every query on the counts of leads, which are kept in the transaction of each change. */
export interface LeadCountStore {
  /** Leads that were `before` (none: new ones) are `after` (none: gone). Call it with each write of what is counted. */
  apply(tx: Tx, before: readonly CountedLead[], after: readonly CountedLead[]): Promise<void>;
  /** Exactly how many leads there are. */
  total(filter: CountedFilter): Promise<number>;
  counts(filter: CountedFilter): Promise<LeadCounts>;
  /** The kinds of lead that the filter lets through, as the index has them; null for more than `limit`. */
  keys(filter: CountedFilter, limit: number): Promise<readonly string[] | null>;
  /** Counts all leads again. */
  recount(tx: Tx): Promise<void>;
}

const key = [
  ...(['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade'] as const),
  ...(['needsReview', 'consent', 'emailCheck'] as const),
] as const;
const rowsAtOnce = 500;

/** Opens the store of counts. */
export function createLeadCountStore(handle: DbHandle<CamTables>): LeadCountStore {
  const matching = (filter: CountedFilter) =>
    handle
      .in()
      .selectFrom('camLeadCount')
      .where((is) => inKind(is, filter))
      .where('leads', '>', 0);
  return {
    apply: async (tx, before, after) => {
      const changes = countChanges(before, after);
      for (let from = 0; from < changes.length; from += rowsAtOnce) {
        await handle
          .in(tx)
          .insertInto('camLeadCount')
          .values(changes.slice(from, from + rowsAtOnce))
          .onConflict((taken) =>
            taken
              .columns(key)
              .doUpdateSet((row) => ({ leads: row('camLeadCount.leads', '+', row.ref('excluded.leads')) })),
          )
          .execute();
      }
    },
    total: async (filter) => {
      const row = await matching(filter)
        .select(({ fn }) => fn.sum<number | null>('leads').as('leads'))
        .executeTakeFirstOrThrow();
      return Number(row.leads ?? 0);
    },
    counts: async (filter) => {
      const rows = await matching(filter)
        .select(['state', 'tier', 'needsReview', ({ fn }) => fn.sum<number>('leads').as('leads')])
        .groupBy(['state', 'tier', 'needsReview'])
        .execute();
      return sumCounts(rows.map((row) => ({ ...row, leads: Number(row.leads) })));
    },
    keys: async (filter, limit) => {
      const rows = await matching(filter)
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
        .columns([...key, 'leads'])
        .expression(countAll(handle, tx))
        .execute();
    },
  };
}

const countAll = (handle: DbHandle<CamTables>, tx: Tx) =>
  handle
    .in(tx)
    .selectFrom('camLead')
    .where('mergedInto', 'is', null)
    .select(({ fn }) => [
      'clientId',
      sql<string>`coalesce(campaign_id, '')`.as('campaignId'),
      sql<string>`coalesce(batch_id, '')`.as('batchId'),
      'state',
      sql<string>`coalesce(tier, '')`.as('tier'),
      sql<string>`coalesce(grade, '')`.as('grade'),
      'needsReview',
      'consent',
      'emailCheck',
      fn.countAll<number>().as('leads'),
    ])
    .groupBy(['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade', 'needsReview', 'consent', 'emailCheck']);

/** What the filter says about what is counted. */
function inKind(is: ExpressionBuilder<CamTables, 'camLeadCount'>, filter: CountedFilter) {
  const columns = ['clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade', 'consent', 'emailCheck'] as const;
  const equal = columns.flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [is(column, '=', value)];
  });
  const { needsReview } = filter;
  return is.and([...equal, ...(needsReview === undefined ? [] : [is('needsReview', '=', needsReview ? 1 : 0)])]);
}
