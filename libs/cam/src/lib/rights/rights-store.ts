import { keyset, type DbHandle, type Tx } from '@aicmo/core-db';
import { setImmediate as breathe } from 'node:timers/promises';
import type { PersonalPlace, PersonLink } from './personal-places.ts';

/** A row of any table: which it is, stands in the registry of places. */
export type AnyRow = Readonly<Record<string, string | number | null>>;
/** Any table of cam by name; the registry names them, and a spec checks that they exist. */
export type AnyTables = Record<string, AnyRow>;

/** For each kind of link the values that name one person. */
export type PersonKeys = Readonly<Record<PersonLink, readonly string[]>>;

/** Every query on whatever holds something of a person. */
export interface RightsStore {
  /** The person's own rows in one place. */
  own(place: PersonalPlace, keys: PersonKeys, tx?: Tx): Promise<readonly AnyRow[]>;
  /** One column of the own rows of a table: ids of attempts and enrolments of leads. */
  ids(table: string, leadIds: readonly string[], tx?: Tx): Promise<readonly string[]>;
  /** Reads the key and some columns of every row, a thousand at a time; others have a turn in between. */
  scan(place: PersonalPlace, columns: readonly string[]): AsyncGenerator<readonly AnyRow[]>;
  remove(tx: Tx, place: PersonalPlace, row: AnyRow): Promise<void>;
  write(tx: Tx, place: PersonalPlace, row: AnyRow, change: AnyRow): Promise<void>;
}

const rowsAtOnce = 1000;

/** Opens the store. */
export function createRightsStore(handle: DbHandle<AnyTables>): RightsStore {
  const one = (place: PersonalPlace, row: AnyRow) => place.key.map((column) => [column, row[column] ?? null] as const);
  return {
    own: async (place, keys, tx) => {
      const links = Object.entries(place.own ?? {}).filter(([, link]) => keys[link].length > 0);
      if (links.length === 0) return [];
      let query = handle
        .in(tx)
        .selectFrom(place.table)
        .selectAll()
        .where((is) => is.or(links.map(([column, link]) => is(column, 'in', keys[link]))));
      const { where } = place;
      if (where) query = query.where(where.column, 'in', where.is);
      return query.execute();
    },
    ids: async (table, leadIds, tx) => {
      if (leadIds.length === 0) return [];
      const rows = await handle.in(tx).selectFrom(table).select('id').where('leadId', 'in', leadIds).execute();
      return rows.map(({ id }) => String(id));
    },
    scan: async function* (place, columns) {
      const pages = keyset(place.key.map((column) => ({ column, direction: 'asc' as const })));
      for (let cursor: string | null = null; ;) {
        const query = handle
          .in()
          .selectFrom(place.table)
          .select([...new Set([...place.key, ...columns])])
          .limit(rowsAtOnce);
        const rows: readonly AnyRow[] = await pages.from(query, cursor).execute();
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows;
        if (rows.length < rowsAtOnce) return;
        cursor = pages.cursorOf(last);
        await breathe();
      }
    },
    remove: async (tx, place, row) => {
      let query = handle.in(tx).deleteFrom(place.table);
      for (const [column, value] of one(place, row)) query = query.where(column, '=', value);
      await query.execute();
    },
    write: async (tx, place, row, change) => {
      let query = handle.in(tx).updateTable(place.table).set(change);
      for (const [column, value] of one(place, row)) query = query.where(column, '=', value);
      await query.execute();
    },
  };
}
