import type { Tx } from '@aicmo/core-db';
import { epochMs, parseInstant } from '@aicmo/core-kernel';
import type { LinkView } from '../../contract/capture.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { CaptureSubmissionRow } from '../db/rights-tables.ts';
import { answersOf } from './submission-store.ts';
import type { CaptureDeps } from './capture-deps.ts';
import { messageLeft } from './message-left.ts';
import { submittedIdentities, takeSubmission } from './capture-lead.ts';
import { readLink } from './signed-link.ts';

/** Looks and changes nothing: whoever scans a mail's links does no more than this. */
export async function lookAtLink(deps: CaptureDeps, token: string): Promise<LinkView | undefined> {
  const id = await idOf(deps, token);
  const row = id === undefined ? undefined : await deps.store.find(id);
  return row && viewOf(deps, row);
}

/** Makes the lead, or holds it for a person, once. */
export async function confirmLink(deps: CaptureDeps, token: string): Promise<LinkView | undefined> {
  const id = await idOf(deps, token);
  if (id === undefined) return undefined;
  const row = await deps.db.transaction(async (tx) => {
    const found = await deps.store.find(id, tx);
    if (found?.status === 'WAITING' && !isOver(deps, found)) await confirmWaiting(tx, deps, found);
    return deps.store.find(id, tx);
  });
  return row && viewOf(deps, row);
}

async function confirmWaiting(tx: Tx, deps: CaptureDeps, submission: CaptureSubmissionRow): Promise<void> {
  const confirmedAt = deps.clock.now();
  const held = await whyHeld(tx, deps, submission);
  if (held !== undefined) {
    await deps.store.update(tx, submission.id, ['WAITING'], { status: 'HELD', statusReason: held, confirmedAt });
    return;
  }
  const form = await deps.forms.find({ id: submission.formId }, tx);
  if (!form) return;
  const why = 'The link in the confirmation message was opened and confirmed.';
  const leadId = await takeSubmission(tx, deps, { submission, form, why, by: 'The person', consent: 'OPTED_IN' });
  const done = { status: 'CONFIRMED', statusReason: '', leadId, confirmedAt, answers: '{}' };
  await deps.store.update(tx, submission.id, ['WAITING'], done);
}

/** A machine opens no door that a person closed, and a link that never left the house proves nothing. */
async function whyHeld(tx: Tx, deps: CaptureDeps, submission: CaptureSubmissionRow): Promise<string | undefined> {
  const { suppression, erasedKeys, leads } = deps;
  if (submission.messageState !== messageLeft)
    return 'The link was opened, but the message with it never left this house. Take the person only if you know them.';
  const identities = await submittedIdentities(submission);
  if ((await erasedKeys.erasedAt(identities, tx)).some((at) => at !== null))
    return 'This person was erased at their own request and has now agreed again. Take them only if that is what they want.';
  const keyOf = (kind: string) => identities.find((each) => each.kind === kind)?.value ?? null;
  const keys = { emailKey: keyOf('email'), linkedinKey: keyOf('linkedin'), phoneKey: keyOf('phone') };
  const person = { clientId: submission.clientId, email: answersOf(submission)['email'] ?? '', ...keys };
  const [[hit] = []] = await suppression.hits([person], tx);
  if (hit) return `This person is on the list of those who are never contacted: ${hit.reason}`;
  const known = await leads.knownIdentities(submission.clientId, identities, tx);
  const rows = await leads.rows([...new Set(known.map(({ leadId }) => leadId))], tx);
  if (rows.some(({ consent }) => consent === 'DO_NOT_CONTACT'))
    return 'This person asked earlier not to be contacted, and has now agreed. Take them only if that is what they want.';
  return undefined;
}

/** What was sent goes; who had been confirmed is never contacted again. */
export async function withdrawLink(deps: CaptureDeps, token: string): Promise<LinkView | undefined> {
  const id = await idOf(deps, token);
  if (id === undefined) return undefined;
  const row = await deps.db.transaction(async (tx) => {
    const found = await deps.store.find(id, tx);
    if (found) await withdrawIn(tx, deps, found);
    return deps.store.find(id, tx);
  });
  return row && viewOf(deps, row);
}

async function withdrawIn(tx: Tx, deps: CaptureDeps, { id, leadId }: CaptureSubmissionRow): Promise<void> {
  const why = 'Withdrawn by the person, on the page behind the link of the confirmation message.';
  const gone = { status: 'WITHDRAWN', statusReason: why, answers: '{}', ...(leadId === null ? { emailKey: '' } : {}) };
  const isNew = await deps.store.update(tx, id, ['WAITING', 'HELD', 'CONFIRMED'], gone);
  const leads = isNew && leadId !== null ? await leadsNow(tx, deps, leadId) : [];
  for (const lead of leads) if (lead.consent !== 'DO_NOT_CONTACT') await putOff(tx, deps, lead, why);
}

/** The lead, and whoever took it over since. */
async function leadsNow(tx: Tx, { leads }: CaptureDeps, leadId: string): Promise<readonly LeadRow[]> {
  const found: LeadRow[] = [];
  for (let next: string | null = leadId; next !== null;) {
    const [row]: readonly LeadRow[] = await leads.rows([next], tx);
    if (row) found.push(row);
    next = row?.mergedInto ?? null;
  }
  return found;
}

async function putOff(tx: Tx, deps: CaptureDeps, lead: LeadRow, why: string): Promise<void> {
  const now = deps.clock.now();
  const change = { consent: 'DO_NOT_CONTACT', consentSource: 'The person', consentAt: now, updatedAt: now };
  await deps.leads.update(tx, lead.id, change);
  const { clientId, campaignId, consent: before } = lead;
  const event = {
    clientId,
    leadId: lead.id,
    consent: 'DO_NOT_CONTACT',
    source: 'Web form',
    why,
    agreedTo: '',
  } as const;
  await deps.consents.append(tx, [
    { ...event, before: before === 'OPTED_IN' ? before : 'UNKNOWN', actor: 'The person' },
  ]);
  const subject = { clientId, campaignId, subjectKind: 'lead', subjectId: lead.id } as const;
  await deps.records.append(tx, [{ ...subject, what: 'Asked not to be contacted any more', why, actor: 'The person' }]);
  const payload = { clientId, from: before, to: 'DO_NOT_CONTACT' };
  await deps.events.publish(tx, { topic: 'cam-lead-consent-changed', subject: lead.id, payload });
}

async function idOf({ secrets }: CaptureDeps, token: string): Promise<string | undefined> {
  return readLink(await secrets.get('public-links'), 'confirm', token)?.payload;
}

const isOver = ({ clock }: CaptureDeps, { expiresAt }: CaptureSubmissionRow): boolean =>
  epochMs(clock.now()) > epochMs(parseInstant(expiresAt));

const states = { WAITING: 'waiting', CONFIRMED: 'confirmed', HELD: 'held', WITHDRAWN: 'withdrawn' } as const;

async function viewOf(deps: CaptureDeps, row: CaptureSubmissionRow): Promise<LinkView | undefined> {
  const form = await deps.forms.find({ id: row.formId });
  if (!form) return undefined;
  const known = Object.entries(states).find(([status]) => status === row.status)?.[1] ?? 'over';
  return {
    ...{ formTitle: form.title, clientName: (await deps.clients.get(form.clientId)).name },
    ...{ consentText: row.consentText, receivedAt: row.receivedAt },
    state: known === 'waiting' && isOver(deps, row) ? 'over' : known,
  };
}
