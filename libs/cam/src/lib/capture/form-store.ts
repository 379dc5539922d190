import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { CaptureField, CaptureForm, type CaptureCounts } from '../../contract/capture.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { CaptureFormRow } from '../db/rights-tables.ts';

/** Every query on forms. */
export interface FormStore {
  insert(tx: Tx, row: CaptureFormRow): Promise<void>;
  /** False when somebody changed it since this version. */
  update(tx: Tx, id: string, version: number, change: Partial<CaptureFormRow>): Promise<boolean>;
  find(by: { readonly id: string } | { readonly key: string }, tx?: Tx): Promise<CaptureForm | undefined>;
  /** Newest first; of one client or all. */
  list(clientId: string | null): Promise<readonly CaptureForm[]>;
}

/** Opens the store of forms. */
export function createFormStore(handle: DbHandle<CamTables>): FormStore {
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camCaptureForm').selectAll();
  const withCounts = async (rows: readonly CaptureFormRow[], tx?: Tx): Promise<readonly CaptureForm[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const counts = await handle
      .in(tx)
      .selectFrom('camCaptureSubmission')
      .select(['formId', 'status', ({ fn }) => fn.countAll().as('count')])
      .where('formId', 'in', ids)
      .groupBy(['formId', 'status'])
      .execute();
    const of = (id: string, status: string) =>
      Number(counts.find((each) => each.formId === id && each.status === status)?.count ?? 0);
    return rows.map((row) =>
      formOf(row, { waiting: of(row.id, 'WAITING'), held: of(row.id, 'HELD'), confirmed: of(row.id, 'CONFIRMED') }),
    );
  };
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camCaptureForm').values(row).execute()),
    update: async (tx, id, version, change) => {
      const update = handle.in(tx).updateTable('camCaptureForm').set(change).where('id', '=', id);
      return Number((await update.where('version', '=', version).executeTakeFirst()).numUpdatedRows) > 0;
    },
    find: async (by, tx) => {
      const query = 'id' in by ? all(tx).where('id', '=', by.id) : all(tx).where('key', '=', by.key);
      return (await withCounts(await query.execute(), tx))[0];
    },
    list: async (clientId) => {
      const query = all().orderBy('id', 'desc');
      return withCounts(await (clientId === null ? query : query.where('clientId', '=', clientId)).execute());
    },
  };
}

const fields = z.array(CaptureField);
const sites = z.array(z.string());

const formOf = (row: CaptureFormRow, counts: CaptureCounts): CaptureForm => ({
  ...{ id: row.id, clientId: row.clientId, campaignId: row.campaignId, key: row.key, name: row.name, title: row.title },
  ...{ intro: row.intro, consentText: row.consentText, version: row.version, createdAt: row.createdAt, counts },
  fields: readJsonColumn(fields, row.fields, 'cam_capture_form.fields'),
  sites: readJsonColumn(sites, row.sites, 'cam_capture_form.sites'),
  status: z.parse(CaptureForm.shape.status, row.status),
});
