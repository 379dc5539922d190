import type { Database } from '@aicmo/core-db';
import type { CamTables } from '../lib/db/cam-tables.ts';

/** What two imports of one file may differ in: ids and times. */
const own = ['id', 'personId', 'clientId', 'campaignId', 'batchId', 'createdAt', 'updatedAt', 'scoredAt', 'source'];

const without = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !own.includes(column)));

/**
 * Everything that imports have made of a client's leads, with leads named by their row: for specs that compare two ways of
 * importing the same file.
 */
export async function everythingOf(db: Database, clientId: string) {
  const tables = db.handle<CamTables>('cam').in();
  const leads = await tables.selectFrom('camLead').selectAll().where('clientId', '=', clientId).execute();
  const rowOf = new Map(leads.map(({ id, batchRow }) => [id, batchRow]));
  const ids = [...rowOf.keys()];
  const sorted = (lines: readonly string[]): readonly string[] => [...lines].sort();
  const identities = await tables.selectFrom('camIdentity').selectAll().where('clientId', '=', clientId).execute();
  const enrolments = await tables.selectFrom('camEnrolment').selectAll().where('clientId', '=', clientId).execute();
  const touches = (await tables.selectFrom('camImportTouch').selectAll().execute()).filter(({ leadId }) =>
    ids.includes(leadId),
  );
  const counts = await tables.selectFrom('camLeadCount').selectAll().where('clientId', '=', clientId).execute();
  return {
    leads: sorted(leads.map((lead) => JSON.stringify(without(lead)))),
    identities: sorted(identities.map(({ kind, value, leadId }) => `${kind} ${value} ${rowOf.get(leadId)}`)),
    enrolments: sorted(enrolments.map(({ leadId, tier, status }) => `${rowOf.get(leadId)} ${tier} ${status}`)),
    touches: sorted(touches.map(({ rowNumber, leadId, outcome }) => `${rowNumber} ${rowOf.get(leadId)} ${outcome}`)),
    counted: counts.reduce((sum, row) => sum + Number(row.leads), 0),
  };
}
