import type { DbHandle, Tx } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import type { ExpressionBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { Lead, LeadCounts, LeadFilter, LeadPage } from '../../contract/lead.ts';
import type { CamTables, IdentityRow, LeadRow } from '../db/cam-tables.ts';
import { leadOf } from './lead-row.ts';

/** Every query on leads and the identities by which they are recognised. */
export interface LeadStore {
  insertMany(tx: Tx, rows: readonly LeadRow[]): Promise<void>;
  update(tx: Tx, id: string, change: Partial<LeadRow>): Promise<void>;
  updateMany(tx: Tx, ids: readonly string[], change: Partial<LeadRow>): Promise<void>;
  /** For good, with the identities by which they are recognised. */
  deleteMany(tx: Tx, ids: readonly string[]): Promise<void>;
  insertIdentities(tx: Tx, rows: readonly IdentityRow[]): Promise<void>;
  /** Which of these identities are known, at most 500 values of each kind. */
  knownIdentities(clientId: string, wanted: readonly IdentityKey[], tx?: Tx): Promise<readonly IdentityRow[]>;
  find(id: string, tx?: Tx): Promise<Lead | undefined>;
  /** In no order; at most 500. */
  rows(ids: readonly string[], tx?: Tx): Promise<readonly LeadRow[]>;
  /** Best score first. `cursor` is what the page before gave as `next`. */
  page(filter: LeadFilter, limit: number, cursor: string | null): Promise<LeadPage>;
  counts(filter: Pick<LeadFilter, 'clientId' | 'campaignId' | 'batchId'>): Promise<LeadCounts>;
  /** Ids in the order of their making, after one. */
  idsAfter(filter: LeadFilter, after: string, limit: number, tx?: Tx): Promise<readonly string[]>;
}

/** One way in which somebody is recognised. */
export interface IdentityKey {
  readonly kind: 'email' | 'linkedin' | 'phone';
  readonly value: string;
}

/** Opens the store of leads. */
export function createLeadStore(handle: DbHandle<CamTables>): LeadStore {
  const matching = (filter: LeadFilter, tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('camLead')
      .where((builder) => conditions(builder, filter));
  return {
    insertMany: async (tx, rows) => void (await handle.insertMany(tx, 'camLead', rows)),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camLead').set(change).where('id', '=', id).execute()),
    updateMany: async (tx, ids, change) => {
      if (ids.length > 0) await handle.in(tx).updateTable('camLead').set(change).where('id', 'in', ids).execute();
    },
    deleteMany: async (tx, ids) => {
      if (ids.length === 0) return;
      await handle.in(tx).deleteFrom('camIdentity').where('leadId', 'in', ids).execute();
      await handle.in(tx).deleteFrom('camLead').where('id', 'in', ids).execute();
    },
    insertIdentities: async (tx, rows) => void (await handle.insertMany(tx, 'camIdentity', rows)),
    knownIdentities: async (clientId, wanted, tx) => {
      const byKind = Map.groupBy(wanted, ({ kind }) => kind);
      const found: IdentityRow[] = [];
      for (const [kind, keys] of byKind) {
        const rows = await handle
          .in(tx)
          .selectFrom('camIdentity')
          .selectAll()
          .where('clientId', '=', clientId)
          .where('kind', '=', kind)
          .where(
            'value',
            'in',
            keys.map(({ value }) => value),
          )
          .execute();
        found.push(...rows);
      }
      return found;
    },
    find: async (id, tx) => {
      const row = await handle.in(tx).selectFrom('camLead').selectAll().where('id', '=', id).executeTakeFirst();
      return row && leadOf(row);
    },
    rows: async (ids, tx) =>
      ids.length === 0 ? [] : handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', ids).execute(),
    page: async (filter, limit, cursor) => {
      const total = await matching(filter)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      let query = matching(filter)
        .selectAll()
        .orderBy('score', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (cursor !== null) {
        const { score, id } = readCursor(cursor);
        query = query.where((is) =>
          is.or([is('score', '<', score), is.and([is('score', '=', score), is('id', '<', id)])]),
        );
      }
      const rows = await query.execute();
      const leads = rows.slice(0, limit).map(leadOf);
      const last = leads.at(-1);
      return {
        leads,
        total: Number(total.count),
        next: rows.length > limit && last ? `${last.score ?? 0}/${last.id}` : null,
      };
    },
    counts: async (filter) => {
      const rows = await matching(filter)
        .select(['state', 'tier', 'needsReview', ({ fn }) => fn.countAll().as('count')])
        .groupBy(['state', 'tier', 'needsReview'])
        .execute();
      return sumCounts(rows);
    },
    idsAfter: async (filter, after, limit, tx) => {
      const rows = await matching(filter, tx).select('id').where('id', '>', after).orderBy('id').limit(limit).execute();
      return rows.map(({ id }) => id);
    },
  };
}

/** A word is in the text when taking it out changes the text: the same on both databases, and no sign has a meaning. */
function conditions(is: ExpressionBuilder<CamTables, 'camLead'>, filter: LeadFilter) {
  const equal = (['clientId', 'campaignId', 'batchId', 'state', 'tier'] as const).flatMap((key) => {
    const value = filter[key];
    return value === undefined ? [] : [is(key, '=', value)];
  });
  const words = (filter.search ?? '')
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return is.and([
    is('mergedInto', 'is', null),
    ...equal,
    ...(filter.needsReview === undefined ? [] : [is('needsReview', '=', filter.needsReview ? 1 : 0)]),
    ...words.map((word) =>
      is(is.fn<string>('replace', ['searchText', is.val(word), is.val('')]), '!=', is.ref('searchText')),
    ),
  ]);
}

const Cursor = z.object({ score: z.number(), id: z.string().check(z.minLength(1)) });

function readCursor(text: string): z.infer<typeof Cursor> {
  const [score = '', id = ''] = text.split('/');
  const result = z.safeParse(Cursor, { score: Number(score), id });
  if (result.success) return result.data;
  throw invalid({
    code: 'lead-cursor',
    message: 'The place to read on from is not one of this list. Load the list again.',
  });
}

interface CountRow {
  readonly state: string;
  readonly tier: string | null;
  readonly needsReview: number;
  readonly count: string | number | bigint;
}

function sumCounts(rows: readonly CountRow[]): LeadCounts {
  const counts = {
    total: 0,
    needsReview: 0,
    byState: {} as Record<string, number>,
    byTier: {} as Record<string, number>,
  };
  for (const row of rows) {
    const count = Number(row.count);
    counts.total += count;
    counts.byState[row.state] = (counts.byState[row.state] ?? 0) + count;
    if (row.tier !== null) counts.byTier[row.tier] = (counts.byTier[row.tier] ?? 0) + count;
    if (row.needsReview === 1) counts.needsReview += count;
  }
  return counts;
}
