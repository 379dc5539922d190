import { keyset, type DbHandle, type Tx } from '@aicmo/core-db';
import type { ExpressionBuilder } from 'kysely';
import * as z from 'zod/mini';
import { CaptureStatus, type CaptureSubmission, type CaptureSubmissionPage } from '../../contract/capture.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { CaptureSubmissionRow } from '../db/rights-tables.ts';
import { messageLeft } from './message-left.ts';

/** Which submissions: every part narrows. */
export interface SubmissionFilter {
  readonly formId?: string;
  readonly clientId?: string;
  readonly status?: CaptureStatus;
}

/** Every query on what was sent by forms. */
export interface SubmissionStore {
  /** False when the same page was sent before. */
  insert(tx: Tx, row: CaptureSubmissionRow): Promise<boolean>;
  /** Only while it has one of these states; false when it has none of them any more. */
  update(tx: Tx, id: string, from: readonly CaptureStatus[], change: Partial<CaptureSubmissionRow>): Promise<boolean>;
  find(id: string, tx?: Tx): Promise<CaptureSubmissionRow | undefined>;
  /** What a page was sent with before. */
  sentBy(formId: string, pageNonce: string, tx?: Tx): Promise<CaptureSubmissionRow | undefined>;
  /** How many were received for an address since a moment. */
  recent(emailKey: string, since: string, tx?: Tx): Promise<number>;
  /** Newest first. */
  page(filter: SubmissionFilter, limit: number, cursor: string | null): Promise<CaptureSubmissionPage>;
}

const newestFirst = keyset([
  { column: 'receivedAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
]);

/** Opens the store of submissions. */
export function createSubmissionStore(handle: DbHandle<CamTables>): SubmissionStore {
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camCaptureSubmission');
  const count = async (query: { execute(): Promise<readonly { readonly count: unknown }[]> }) =>
    Number((await query.execute())[0]?.count ?? 0);
  return {
    insert: async (tx, row) => {
      const insert = handle.in(tx).insertInto('camCaptureSubmission').values(row);
      const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    update: async (tx, id, from, change) => {
      const update = handle.in(tx).updateTable('camCaptureSubmission').set(change).where('id', '=', id);
      return Number((await update.where('status', 'in', from).executeTakeFirst()).numUpdatedRows) > 0;
    },
    find: (id, tx) => held(all(tx).selectAll().where('id', '=', id), tx).executeTakeFirst(),
    sentBy: (formId, pageNonce, tx) =>
      all(tx).selectAll().where('formId', '=', formId).where('pageNonce', '=', pageNonce).executeTakeFirst(),
    recent: (emailKey, since, tx) =>
      count(
        all(tx)
          .select(({ fn }) => fn.countAll().as('count'))
          .where('emailKey', '=', emailKey)
          .where('receivedAt', '>', since),
      ),
    page: async (filter, limit, cursor) => {
      const matching = all().where((is) => conditions(is, filter));
      const rows = await newestFirst.from(matching.selectAll().limit(limit + 1), cursor).execute();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const forms = await handle.in().selectFrom('camCaptureForm').select(['id', 'name']).execute();
      const names = new Map(forms.map(({ id, name }) => [id, name]));
      return {
        submissions: shown.map((row) => submissionOf(row, names.get(row.formId) ?? '')),
        total: await count(matching.select(({ fn }) => fn.countAll().as('count'))),
        next: rows.length > limit && last ? newestFirst.cursorOf(last) : null,
      };
    },
  };
}

function conditions(is: ExpressionBuilder<CamTables, 'camCaptureSubmission'>, filter: SubmissionFilter) {
  const equal = (['formId', 'clientId', 'status'] as const).flatMap((key) => {
    const value = filter[key];
    return value === undefined ? [] : [is(key, '=', value)];
  });
  return is.and(equal);
}

const answers = z.record(z.string(), z.string());

/** What somebody sent, as its row keeps it. */
export const answersOf = (row: Pick<CaptureSubmissionRow, 'answers'>): Readonly<Record<string, string>> =>
  readJsonColumn(answers, row.answers, 'cam_capture_submission.answers');

const submissionOf = (row: CaptureSubmissionRow, formName: string): CaptureSubmission => ({
  ...{ id: row.id, formId: row.formId, formName, clientId: row.clientId, statusReason: row.statusReason },
  ...{ receivedAt: row.receivedAt, expiresAt: row.expiresAt, confirmedAt: row.confirmedAt, leadId: row.leadId },
  ...{
    messageState: row.messageState === messageLeft ? 'It was sent.' : row.messageState,
    answers: { ...answersOf(row) },
  },
  status: z.parse(CaptureStatus, row.status),
});
