import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables, IdentityRow, LeadRow } from '../db/cam-tables.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import type { ImportTouchRow } from '../db/import-tables.ts';
import { takePeopleTurn } from '../identity/people-turn.ts';
import { held } from '../leads/held-rows.ts';
import type { IdentityKey } from '../leads/lead-store.ts';

/** The statements of an import that concern many rows at once. */
export interface LoadStore {
  /** Which of these identities are known, at whatever client; in a transaction nobody else takes one of the others. */
  probe(tx: Tx | undefined, wanted: readonly IdentityKey[]): Promise<readonly IdentityRow[]>;
  /** How many identities are stored; in the transaction nobody else takes one (`takePeopleTurn`). */
  countIdentities(tx: Tx): Promise<number>;
  /** In no order; in a transaction they are held until its end, for an import writes whole rows. */
  rows(tx: Tx | undefined, ids: readonly string[]): Promise<readonly LeadRow[]>;
  /** Whether there is any lead in the whole workspace. */
  isEmpty(tx?: Tx): Promise<boolean>;
  /** One that somebody has already stays his. */
  insertIdentities(tx: Tx, rows: readonly IdentityRow[]): Promise<void>;
  /**
   * Makes the identities of one kind that a batch's leads have by their own columns, where they are not there yet: in
   * the order of the key, so that its index is filled from left to right. Of two leads the one of the earlier row has it.
   */
  buildIdentities(tx: Tx, batchId: string, kind: IdentityKey['kind']): Promise<void>;
  insertEnrolments(tx: Tx, rows: readonly EnrolmentRow[]): Promise<void>;
  insertTouches(tx: Tx, rows: readonly ImportTouchRow[]): Promise<void>;
}

const valuesAtOnce = 1000;
const keyColumns = { email: 'emailKey', linkedin: 'linkedinKey', phone: 'phoneKey' } as const;

/** Opens it. */
export function createLoadStore(handle: DbHandle<CamTables>): LoadStore {
  return {
    probe: async (tx, wanted) => {
      if (tx !== undefined) await takePeopleTurn(handle, tx);
      const found: IdentityRow[] = [];
      for (const [kind, keys] of Map.groupBy(wanted, (identity) => identity.kind)) {
        // In the order of the index: neighbours lie on one page.
        const values = [...new Set(keys.map(({ value }) => value))].sort();
        for (const some of chunks(values)) {
          const query = handle.in(tx).selectFrom('camIdentity').selectAll();
          found.push(...(await query.where('kind', '=', kind).where('value', 'in', some).execute()));
        }
      }
      return found;
    },
    countIdentities: async (tx) => {
      await takePeopleTurn(handle, tx);
      const count = handle
        .in(tx)
        .selectFrom('camIdentity')
        .select(({ fn }) => fn.countAll().as('count'));
      return Number((await count.executeTakeFirstOrThrow()).count);
    },
    rows: async (tx, ids) => {
      const found: LeadRow[] = [];
      for (const some of chunks(ids))
        found.push(
          ...(await held(handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', some), tx).execute()),
        );
      return found;
    },
    isEmpty: async (tx) =>
      (await handle.in(tx).selectFrom('camLead').select('id').limit(1).executeTakeFirst()) === undefined,
    insertIdentities: async (tx, rows) => {
      const sorted = [...rows].sort((a, b) => compare(a.kind, b.kind) || compare(a.value, b.value));
      await handle.insertMany(tx, 'camIdentity', sorted, { onConflict: 'skip' });
    },
    buildIdentities: async (tx, batchId, kind) => {
      const column = keyColumns[kind];
      await handle
        .in(tx)
        .insertInto('camIdentity')
        .columns(['kind', 'value', 'clientId', 'leadId'])
        .expression((from) =>
          from
            .selectFrom('camLead')
            .select(({ val }) => [val<string>(kind).as('kind')])
            .select([`${column} as value`, 'clientId', 'id as leadId'])
            .where('batchId', '=', batchId)
            .where(column, 'is not', null)
            .orderBy(column)
            .orderBy('id'),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    insertEnrolments: async (tx, rows) => void (await handle.insertMany(tx, 'camEnrolment', rows)),
    insertTouches: async (tx, rows) => void (await handle.insertMany(tx, 'camImportTouch', rows)),
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function* chunks(values: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < values.length; from += valuesAtOnce) yield values.slice(from, from + valuesAtOnce);
}
