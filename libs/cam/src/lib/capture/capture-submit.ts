import { randomBytes } from 'node:crypto';
import type { Tx } from '@aicmo/core-db';
import { dayMs, epochMs, newId, plusMs } from '@aicmo/core-kernel';
import type { CaptureForm } from '../../contract/capture.ts';
import type { CaptureSubmissionRow } from '../db/rights-tables.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import { readAnswers } from './answer-rules.ts';
import type { CaptureDeps } from './capture-deps.ts';
import { messageLeft } from './message-left.ts';
import type { SentForm, SubmitResult } from './capture-service.ts';
import { confirmationMail } from './confirmation-mail.ts';
import type { SentConfirmation } from './confirmation-messages.ts';
import { readLink, signLink } from './signed-link.ts';

/** For how many days a confirmation link holds. */
const linkDays = 7;
/** Nobody reads and fills in a form faster. */
const fastestMs = 2000;
/** To one address within a day, over all forms: a form must not be a way of flooding somebody's mailbox. */
const messagesADay = 3;
const nonceBytes = 12;
const idLength = 36;

/** A token for a page that is being shown now: it says of which form, and no two are the same. */
export async function pageTokenFor({ secrets, clock }: CaptureDeps, formId: string): Promise<string> {
  const nonce = randomBytes(nonceBytes).toString('base64url');
  const issuedAt = clock.now();
  const link = { payload: `${formId}${nonce}`, issuedAt, expiresAt: plusMs(issuedAt, dayMs) };
  return signLink(await secrets.get('public-links'), 'page', link);
}

/** Keeps what a visitor sent and asks by mail whether it was they. */
export async function submitForm(deps: CaptureDeps, sent: SentForm): Promise<SubmitResult> {
  const form = await deps.forms.find({ key: sent.formKey });
  if (form?.status !== 'OPEN') return { outcome: 'closed' };
  const nonce = await freshNonce(deps, form, sent.pageToken);
  if (nonce === undefined) return { outcome: 'again' };
  const read = readAnswers(form.fields, sent.typed, await openPhoneParser());
  if (!read.ok) return { outcome: 'problems', problems: read.problems };
  const client = await deps.clients.get(form.clientId);
  const now = deps.clock.now();
  const id = newId(deps.clock);
  const row: CaptureSubmissionRow = {
    ...{ id, formId: form.id, clientId: form.clientId, pageNonce: nonce, answers: JSON.stringify(read.answers) },
    ...{ emailKey: read.email.key, consentText: form.consentText, status: 'WAITING', statusReason: '' },
    ...{ receivedAt: now, expiresAt: plusMs(now, linkDays * dayMs), confirmedAt: null, leadId: null },
    ...{ ledgerId: null, messageState: '' },
  };
  const expiresAt = plusMs(now, linkDays * dayMs);
  const token = signLink(await deps.secrets.get('public-links'), 'confirm', { payload: id, issuedAt: now, expiresAt });
  const mail = confirmationMail({
    ...{ formTitle: form.title, clientName: client.name, senderName: client.senderName, days: linkDays },
    ...{ postalAddress: client.postalAddress, consentText: form.consentText, link: `${sent.baseUrl}/c/${token}` },
  });
  return deps.db.transaction(async (tx) => {
    // A second click on the button is the same submission.
    if (!(await deps.store.insert(tx, row))) return { outcome: 'kept', message: await firstAnswer(tx, deps, row) };
    const result = await ask(tx, deps, row, { to: read.email.address, ...mail });
    const messageState = result.state === 'sent' ? messageLeft : result.why;
    await deps.store.update(tx, id, ['WAITING'], { messageState, ledgerId: result.ledgerId });
    return { outcome: 'kept', message: result.state };
  });
}

async function freshNonce({ secrets, clock }: CaptureDeps, form: CaptureForm, token: string) {
  const page = readLink(await secrets.get('public-links'), 'page', token);
  if (page?.payload.slice(0, idLength) !== form.id) return undefined;
  const now = epochMs(clock.now());
  return now - page.issuedAt < fastestMs || now > page.expiresAt ? undefined : page.payload.slice(idLength);
}

async function firstAnswer(tx: Tx, { store }: CaptureDeps, { formId, pageNonce }: CaptureSubmissionRow) {
  const first = await store.sentBy(formId, pageNonce, tx);
  return first?.messageState === messageLeft ? 'sent' : 'not-sent';
}

async function ask(
  tx: Tx,
  { store, clock, suppression, messages }: CaptureDeps,
  row: CaptureSubmissionRow,
  mail: { readonly to: string; readonly subject: string; readonly text: string },
): Promise<SentConfirmation> {
  const received = await store.recent(row.emailKey, plusMs(clock.now(), -dayMs), tx);
  if (received > messagesADay) return notSent(`Not written: ${messagesADay} messages a day go to one address.`);
  const person = { clientId: row.clientId, email: mail.to, emailKey: row.emailKey, linkedinKey: null, phoneKey: null };
  const [hits = []] = await suppression.hits([person], tx);
  const [hit] = hits;
  if (hit) return notSent(`Not written: this address is never contacted. ${hit.reason}.`);
  return messages.send(tx, { ...mail, submissionId: row.id });
}

const notSent = (why: string): SentConfirmation => ({ state: 'not-sent', ledgerId: null, why });
