import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Kysely } from 'kysely';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { ImportTouchRow } from '../db/import-tables.ts';
import { personalPlaces } from '../rights/personal-places.ts';

/** The queries of taking an import back. */
export interface ImportUndoStore {
  /** Leads that the batch made, by their row in the file, after one; not those that were merged into another. */
  leadsOf(batchId: string, afterRow: number, limit: number): Promise<readonly LeadRow[]>;
  /** What the batch changed about people who were known, the latest row first, below one. */
  touchesOf(batchId: string, belowRow: number, limit: number): Promise<readonly ImportTouchRow[]>;
  /** Why some of these leads stay: their ids. */
  contacted(ids: readonly string[], tx?: Tx): Promise<ReadonlySet<string>>;
  workedOn(ids: readonly string[], since: string, tx?: Tx): Promise<ReadonlySet<string>>;
  inOtherFiles(ids: readonly string[], batchId: string, tx?: Tx): Promise<ReadonlySet<string>>;
  merged(ids: readonly string[], tx?: Tx): Promise<ReadonlySet<string>>;
  /** Removes everything that cam holds of these leads, but not the leads themselves. */
  removeBelongings(tx: Tx, ids: readonly string[]): Promise<void>;
  /** Those of these leads' ways through sequences that the batch began, and that nobody was written to in. */
  removeEnrolments(tx: Tx, batchId: string, ids: readonly string[]): Promise<void>;
  removeTouches(tx: Tx, batchId: string, rowNumbers: readonly number[]): Promise<void>;
  removeIdentities(
    tx: Tx,
    leadId: string,
    identities: readonly (readonly [kind: string, value: string])[],
  ): Promise<void>;
}

/** Messages in one of these states left the house, or may have. */
const reallyLeft = ['SENDING', 'SENT', 'RETRY_SCHEDULED', 'BOUNCED', 'COMPLAINED', 'UNCERTAIN'];
/** Who writes records without being a person. */
const machines = ['orchestrator', 'import', 'scoring', 'enrichment', 'routing', 'worker', 'autonomy', 'retention'];

/** Opens it. */
export function createImportUndoStore(handle: DbHandle<CamTables>): ImportUndoStore {
  return { ...reading(handle), ...removing(handle) };
}

type Reading = Pick<ImportUndoStore, 'leadsOf' | 'touchesOf' | 'contacted' | 'workedOn' | 'inOtherFiles' | 'merged'>;

const idSet = (rows: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

function reading(handle: DbHandle<CamTables>): Reading {
  return {
    leadsOf: (batchId, afterRow, limit) =>
      handle
        .in()
        .selectFrom('camLead')
        .selectAll()
        .where('batchId', '=', batchId)
        .where('batchRow', '>', afterRow)
        .orderBy('batchRow')
        .limit(limit)
        .execute(),
    touchesOf: (batchId, belowRow, limit) =>
      handle
        .in()
        .selectFrom('camImportTouch')
        .selectAll()
        .where('batchId', '=', batchId)
        .where('rowNumber', '<', belowRow)
        .orderBy('rowNumber', 'desc')
        .limit(limit)
        .execute(),
    contacted: async (ids, tx) => {
      const attempts = handle.in(tx).selectFrom('camOutreachAttempt').select('leadId as id').distinct();
      const live = attempts.where('mode', '=', 'LIVE').where('status', 'in', reallyLeft);
      return idSet(await live.where('leadId', 'in', ids).execute());
    },
    workedOn: async (ids, since, tx) => {
      const records = handle.in(tx).selectFrom('camRecord').select('subjectId as id').distinct();
      const byPeople = records.where('subjectKind', '=', 'lead').where('subjectId', 'in', ids);
      const later = byPeople.where('at', '>', since).where('actor', 'not in', machines);
      const found = new Set(idSet(await later.execute()));
      for (const table of ['camLeadNote', 'camLeadTask', 'camAppointment'] as const) {
        const rows = handle.in(tx).selectFrom(table).select('leadId as id').distinct().where('leadId', 'in', ids);
        for (const { id } of await rows.execute()) found.add(id);
      }
      return found;
    },
    inOtherFiles: async (ids, batchId, tx) => {
      const touches = handle.in(tx).selectFrom('camImportTouch').select('leadId as id').distinct();
      return idSet(await touches.where('leadId', 'in', ids).where('batchId', '!=', batchId).execute());
    },
    merged: async (ids, tx) => {
      const into = handle.in(tx).selectFrom('camLead').select('mergedInto as id').distinct();
      const rows = await into.where('mergedInto', 'in', ids).execute();
      return new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
    },
  };
}

/** Tables whose columns name a lead; the lead and its identities go by the store of leads. */
const belongings = personalPlaces.flatMap(({ table, own = {}, where }) => {
  const columns = Object.entries(own).flatMap(([column, link]) => (link === 'lead' ? [column] : []));
  return table === 'camLead' || table === 'camIdentity' || columns.length === 0 ? [] : [{ table, columns, where }];
});

type Removing = Omit<ImportUndoStore, keyof Reading>;

function removing(handle: DbHandle<CamTables>): Removing {
  return {
    removeBelongings: async (tx, ids) => {
      const db = handle.in(tx);
      const attempts = db.selectFrom('camOutreachAttempt').select('id').where('leadId', 'in', ids);
      await db.deleteFrom('camOrchestratorRunItem').where('attemptId', 'in', attempts).execute();
      // The registry names tables as text; a spec of its own compares it with the tables that there are.
      const any = handle.in(tx) as unknown as Kysely<Record<string, Record<string, string>>>;
      for (const { table, columns, where } of belongings) {
        for (const column of columns) {
          const own = any.deleteFrom(table).where(column, 'in', ids);
          await (where ? own.where(where.column, 'in', where.is) : own).execute();
        }
      }
    },
    removeEnrolments: async (tx, batchId, ids) => {
      if (ids.length === 0) return;
      const db = handle.in(tx);
      const begun = db.selectFrom('camEnrolment').select('id').where('leadId', 'in', ids);
      const own = (await begun.where('batchId', '=', batchId).execute()).map(({ id }) => id);
      if (own.length === 0) return;
      const live = db.selectFrom('camOutreachAttempt').select('enrolmentId').where('enrolmentId', 'in', own);
      const left = await live.where('mode', '=', 'LIVE').where('status', 'in', reallyLeft).execute();
      const used = new Set(left.map(({ enrolmentId }) => enrolmentId));
      const going = own.filter((id) => !used.has(id));
      if (going.length === 0) return;
      const attempts = db.selectFrom('camOutreachAttempt').select('id').where('enrolmentId', 'in', going);
      await db.deleteFrom('camOrchestratorRunItem').where('attemptId', 'in', attempts).execute();
      await db.deleteFrom('camOutreachAttempt').where('enrolmentId', 'in', going).execute();
      await db.deleteFrom('camEnrolment').where('id', 'in', going).execute();
    },
    removeTouches: async (tx, batchId, rowNumbers) => {
      const own = handle.in(tx).deleteFrom('camImportTouch').where('batchId', '=', batchId);
      await own.where('rowNumber', 'in', rowNumbers).execute();
    },
    removeIdentities: async (tx, leadId, identities) => {
      for (const [kind, value] of identities) {
        const own = handle.in(tx).deleteFrom('camIdentity').where('kind', '=', kind).where('value', '=', value);
        await own.where('leadId', '=', leadId).execute();
      }
    },
  };
}
