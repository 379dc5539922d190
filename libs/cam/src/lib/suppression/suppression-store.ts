import { containing, keyset, type DbHandle, type Tx } from '@aicmo/core-db';
import type { ExpressionBuilder } from 'kysely';
import * as z from 'zod/mini';
import {
  SuppressionKind,
  type Suppression,
  type SuppressionFilter,
  type SuppressionPage,
} from '../../contract/suppression.ts';
import type { CamTables, SuppressionRow } from '../db/cam-tables.ts';
import type { SuppressionProbe } from './suppression-rules.ts';

/** The scope of an entry that counts for every client. */
export const everyClient = '*';

/** Every query on the list of those who are never contacted. */
export interface SuppressionStore {
  /** False when the entry stood there already. */
  insert(tx: Tx, row: SuppressionRow): Promise<boolean>;
  remove(tx: Tx, id: string, change: Pick<SuppressionRow, 'removedAt' | 'removedBy' | 'removedReason'>): Promise<void>;
  find(id: string, tx?: Tx): Promise<Suppression | undefined>;
  findEntry(scope: string, probe: SuppressionProbe, tx?: Tx): Promise<Suppression | undefined>;
  /** Newest first; with a client's id also those for every client. */
  list(clientId: string | null): Promise<readonly Suppression[]>;
  page(filter: SuppressionFilter, limit: number, cursor: string | null): Promise<SuppressionPage>;
  /** Everything that came from one source, but for addresses whose owners asked by themselves since. */
  ofSource(scope: string, source: string, tx: Tx): Promise<readonly Suppression[]>;
  /** By what these leads are recognised. */
  identitiesOf(leadIds: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, readonly SuppressionProbe[]>>;
  /** Standing entries with one of these values, for any of these scopes. */
  matching(scopes: readonly string[], values: readonly string[], tx?: Tx): Promise<readonly Suppression[]>;
}

const chunkSize = 500;

/** Opens the store of suppressions. */
export function createSuppressionStore(handle: DbHandle<CamTables>): SuppressionStore {
  const standing = (tx?: Tx) => handle.in(tx).selectFrom('camSuppression').selectAll().where('removedAt', 'is', null);
  return {
    insert: async (tx, row) => {
      const result = await handle
        .in(tx)
        .insertInto('camSuppression')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    remove: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camSuppression').set(change).where('id', '=', id).execute()),
    find: async (id, tx) => toSuppression(await standing(tx).where('id', '=', id).executeTakeFirst()),
    findEntry: async (scope, { kind, value }, tx) =>
      toSuppression(
        await standing(tx)
          .where('scope', '=', scope)
          .where('kind', '=', kind)
          .where('value', '=', value)
          .executeTakeFirst(),
      ),
    list: async (clientId) => {
      const query = standing().orderBy('createdAt', 'desc').orderBy('id', 'desc');
      const rows = await (clientId === null ? query : query.where('scope', 'in', [clientId, everyClient])).execute();
      return rows.map(suppressionOf);
    },
    page: async (filter, limit, cursor) => {
      const matching = standing().where((is) => conditions(is, filter));
      const rows = await newestFirst.from(matching.limit(limit + 1), cursor).execute();
      const { total } = await handle
        .in()
        .selectFrom('camSuppression')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('removedAt', 'is', null)
        .where((is) => conditions(is, filter))
        .executeTakeFirstOrThrow();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next = rows.length > limit && last ? newestFirst.cursorOf(last) : null;
      return { entries: shown.map(suppressionOf), total: Number(total), next };
    },
    ofSource: async (scope, source, tx) => {
      const asked = ({ selectFrom }: ExpressionBuilder<CamTables, 'camSuppression'>) =>
        selectFrom('camOptOut')
          .select('id')
          .whereRef('addressKey', '=', 'camSuppression.value')
          .where('liftedAt', 'is', null);
      const rows = standing(tx).where('source', '=', source).where('scope', '=', scope);
      const free = rows.where((is) => is.or([is('kind', '!=', 'email'), is.not(is.exists(asked(is)))]));
      return (await free.execute()).map(suppressionOf);
    },
    identitiesOf: async (leadIds, tx) => {
      const found = new Map<string, SuppressionProbe[]>();
      for (let from = 0; from < leadIds.length; from += chunkSize) {
        const part = leadIds.slice(from, from + chunkSize);
        const rows = await handle.in(tx).selectFrom('camIdentity').selectAll().where('leadId', 'in', part).execute();
        for (const { leadId, kind, value } of rows) {
          const probe = { kind: z.parse(SuppressionKind, kind), value };
          found.set(leadId, [...(found.get(leadId) ?? []), probe]);
        }
      }
      return found;
    },
    matching: async (scopes, values, tx) => {
      const found: Suppression[] = [];
      for (let from = 0; from < values.length; from += chunkSize) {
        const part = values.slice(from, from + chunkSize);
        const rows = await handle
          .in(tx)
          .selectFrom('camSuppression')
          .selectAll()
          // Of every kind, and not asked whether they stand: so the index is gone through by value. Otherwise SQLite goes
          // through the whole list of those that stand for each question.
          .where('kind', 'in', SuppressionKind.options)
          .where('value', 'in', part)
          .where('scope', 'in', [...scopes, everyClient])
          .execute();
        found.push(...rows.filter(({ removedAt }) => removedAt === null).map(suppressionOf));
      }
      return found;
    },
  };
}

const newestFirst = keyset([
  { column: 'createdAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
]);

function conditions(is: ExpressionBuilder<CamTables, 'camSuppression'>, filter: SuppressionFilter) {
  const { clientId, kind, search, source } = filter;
  return is.and([
    ...(clientId === undefined ? [] : [is('scope', 'in', [clientId, everyClient])]),
    ...(kind === undefined ? [] : [is('kind', '=', kind)]),
    ...(source === undefined ? [] : [is('source', '=', source)]),
    ...(search === undefined ? [] : [is('value', 'like', containing(search.trim().toLowerCase()))]),
  ]);
}

const toSuppression = (row: SuppressionRow | undefined): Suppression | undefined => row && suppressionOf(row);

const suppressionOf = (row: SuppressionRow): Suppression => ({
  ...{ id: row.id, value: row.value, reason: row.reason, source: row.source },
  ...{ createdBy: row.createdBy, createdAt: row.createdAt },
  clientId: row.scope === everyClient ? null : row.scope,
  kind: z.parse(SuppressionKind, row.kind),
});
