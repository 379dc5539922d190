import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { dayMs, plusMs, type Instant } from '@aicmo/core-kernel';
import type { Insertable, Selectable } from 'kysely';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import { SuppressionKind } from '../../contract/suppression.ts';
import type { CamTables, LeadRow, SuppressionRow } from '../db/cam-tables.ts';
import type { EnrolmentRow, OutreachAttemptRow } from '../db/outreach-tables.ts';
import { blockedDue, dueColumn, lookDue } from '../outreach/due-queries.ts';
import { suppressionProbes } from '../suppression/suppression-rules.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';

/** What is copied to be played. */
export interface CopiedPart {
  readonly campaignIds: readonly string[];
  readonly mode: AttemptMode;
  readonly now: Instant;
  /** How many people who were never written to are taken of each campaign, those first who are served first. */
  readonly mostNew: number;
}

/** How far back messages count: guardrails look at seven days, caps at one. */
const memoryMs = 8 * dayMs;
const chunkSize = 500;
/** Who waits for a person is told by reason, and nobody reads more. */
const mostHeld = 2000;

type Table = keyof CamTables & string;
type Rows<Name extends Table> = readonly Selectable<CamTables[Name]>[];
type Part = { readonly [Name in Table]?: Rows<Name> };

/**
 * Copies what the orchestrator, its gate and the effects of answers read, as it stood at one moment: everything small as
 * a whole, of the rest what belongs to these campaigns. Passwords and keys are left behind. Gives how many people in
 * sequence were left out, because nobody would come to them.
 */
export async function copyCampaigns(
  from: Database,
  to: Database,
  part: CopiedPart,
): Promise<{ readonly left: number }> {
  const source = from.handle<CamTables>('cam');
  const { rows, left } = await from.transaction((tx) => readPart(source, tx, part), { mode: 'read' });
  const target = to.handle<CamTables>('cam');
  await to.transaction(async (tx) => {
    for (const table of Object.keys(rows) as Table[]) await put(target, tx, table, rows[table]); // its keys are tables
  });
  return { left };
}

async function put<Name extends Table>(handle: DbHandle<CamTables>, tx: Tx, table: Name, rows: Rows<Name> = []) {
  // A row as it was read can be written: no column of cam's tables is made by the database.
  if (rows.length > 0)
    await handle.insertMany(tx, table, rows as readonly Insertable<CamTables[Name]>[], { onConflict: 'skip' });
}

async function readPart(handle: DbHandle<CamTables>, tx: Tx, part: CopiedPart) {
  const { own, left } = await enrolmentsOf(handle, tx, part);
  const attempts = await attemptsOf(handle, tx, part, own);
  const known = new Set(own.map(({ id }) => id));
  const others = [...new Set(attempts.map(({ enrolmentId }) => enrolmentId))].filter((id) => !known.has(id));
  const enrolments = [...own, ...(await enrolmentsById(handle, tx, others))];
  const leads = await leadsOf(handle, tx, [...new Set(enrolments.map(({ leadId }) => leadId))]);
  const people = leads.map(({ id }) => id);
  const rows: Part = {
    ...(await wholeTables(handle, tx)),
    camLead: leads,
    camIdentity: await chunked(people, (ids) =>
      handle.in(tx).selectFrom('camIdentity').selectAll().where('leadId', 'in', ids).execute(),
    ),
    camSuppression: await suppressionsOf(handle, tx, leads),
    camEnrolment: enrolments,
    camOutreachAttempt: attempts,
    camInbound: await handle
      .in(tx)
      .selectFrom('camInbound')
      .selectAll()
      .where('campaignId', 'in', part.campaignIds)
      .execute(),
  };
  return { rows, left };
}

/** Tables with a few rows for each client or campaign. */
async function wholeTables(handle: DbHandle<CamTables>, tx: Tx): Promise<Part> {
  const db = handle.in(tx);
  const mailboxes = await db.selectFrom('camMailbox').selectAll().execute();
  const bare = { smtpSecret: null, imapSecret: null, dkimSecret: null };
  return {
    camClient: await db.selectFrom('camClient').selectAll().execute(),
    camCampaign: await db.selectFrom('camCampaign').selectAll().execute(),
    camMailbox: mailboxes.map((row) => ({ ...row, ...bare })),
    camSequence: await db.selectFrom('camSequence').selectAll().execute(),
    camSequenceVersion: await db.selectFrom('camSequenceVersion').selectAll().execute(),
    camStepVariant: await db.selectFrom('camStepVariant').selectAll().execute(),
    camGuardrailSetting: await db.selectFrom('camGuardrailSetting').selectAll().execute(),
  };
}

/** Those who are under way or paused, and of those who wait for a person or were never looked at the first ones. */
async function enrolmentsOf(handle: DbHandle<CamTables>, tx: Tx, { campaignIds, mode, mostNew }: CopiedPart) {
  const column = dueColumn[mode];
  const own: EnrolmentRow[] = [];
  let left = 0;
  for (const campaignId of campaignIds) {
    const all = handle.in(tx).selectFrom('camEnrolment').where('campaignId', '=', campaignId);
    const active = all.where('status', '=', 'ACTIVE');
    own.push(
      ...(await active.selectAll().where(column, '<', lookDue).execute()),
      ...(await all.selectAll().where('status', '=', 'PAUSED').execute()),
    );
    for (const [many, most] of [
      [active.where(column, 'is', null), mostNew],
      [active.where(column, 'in', [lookDue, blockedDue]), mostHeld],
    ] as const) {
      const taken = await many.selectAll().orderBy('rank').orderBy('id').limit(most).execute();
      const counted = await many.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst();
      left += Number(counted?.count ?? 0) - taken.length;
      own.push(...taken);
    }
  }
  return { own, left };
}

const enrolmentsById = (handle: DbHandle<CamTables>, tx: Tx, all: readonly string[]) =>
  chunked(all, (ids) => handle.in(tx).selectFrom('camEnrolment').selectAll().where('id', 'in', ids).execute());

const leadsOf = (handle: DbHandle<CamTables>, tx: Tx, all: readonly string[]) =>
  chunked(all, (ids) => handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', ids).execute());

/** Those of the enrolments, those of the last days that use up caps, and the first of each mailbox, from which its ramp counts. */
async function attemptsOf(
  handle: DbHandle<CamTables>,
  tx: Tx,
  { mode, now }: CopiedPart,
  enrolments: readonly EnrolmentRow[],
): Promise<readonly OutreachAttemptRow[]> {
  const all = () => handle.in(tx).selectFrom('camOutreachAttempt').selectAll().where('mode', '=', mode);
  const ids = enrolments.map(({ id }) => id);
  const found = [
    ...(await chunked(ids, (some) => all().where('enrolmentId', 'in', some).execute())),
    ...(await all().where('settledAt', '>', plusMs(now, -memoryMs)).execute()),
  ];
  const first = () => all().where('settledAt', 'is not', null).orderBy('settledAt').limit(1);
  for (const { id } of await handle.in(tx).selectFrom('camMailbox').select('id').execute())
    found.push(...(await first().where('mailboxId', '=', id).execute()));
  for (const { id } of await handle.in(tx).selectFrom('camClient').select('id').execute())
    found.push(...(await first().where('clientId', '=', id).execute()));
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

async function suppressionsOf(
  handle: DbHandle<CamTables>,
  tx: Tx,
  leads: readonly LeadRow[],
): Promise<readonly SuppressionRow[]> {
  const known = await createSuppressionStore(handle).identitiesOf(
    leads.map(({ id }) => id),
    tx,
  );
  const probes = leads.flatMap((lead) => suppressionProbes(lead, known.get(lead.id)));
  return chunked([...new Set(probes.map(({ value }) => value))], (values) =>
    handle
      .in(tx)
      .selectFrom('camSuppression')
      .selectAll()
      .where('kind', 'in', SuppressionKind.options)
      .where('value', 'in', values)
      .execute(),
  );
}

async function chunked<Key, Row>(keys: readonly Key[], read: (some: readonly Key[]) => Promise<readonly Row[]>) {
  const rows: Row[] = [];
  for (let from = 0; from < keys.length; from += chunkSize)
    rows.push(...(await read(keys.slice(from, from + chunkSize))));
  return rows;
}
