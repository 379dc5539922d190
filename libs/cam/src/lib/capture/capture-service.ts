import type { Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound } from '@aicmo/core-kernel';
import type { CaptureForm, CaptureSubmissionPage, LinkView } from '../../contract/capture.ts';
import type { CaptureSubmissionRow } from '../db/rights-tables.ts';
import type { AnswerProblem } from './answer-rules.ts';
import type { CaptureDeps } from './capture-deps.ts';
import { messageLeft } from './message-left.ts';
import { submittedIdentities, takeSubmission } from './capture-lead.ts';
import { confirmLink, lookAtLink, withdrawLink } from './capture-links.ts';
import { pageTokenFor, submitForm } from './capture-submit.ts';
import type { SentConfirmation } from './confirmation-messages.ts';
import type { SubmissionFilter } from './submission-store.ts';

/** What a visitor sends. */
export interface SentForm {
  readonly formKey: string;
  /** As it stood in the page. */
  readonly pageToken: string;
  readonly typed: Readonly<Record<string, string>>;
  /** Where the public pages are: `https://forms.agency.example`. */
  readonly baseUrl: string;
}

/** What a visitor is told. Whether the address was known before is told to nobody. */
export type SubmitResult =
  | { readonly outcome: 'kept'; readonly message: SentConfirmation['state'] }
  /** Something to correct; nothing was kept. */
  | { readonly outcome: 'problems'; readonly problems: readonly AnswerProblem[] }
  /** The page was sent faster than anybody types, or is a day old, or not ours: to be looked at and sent once more. */
  | { readonly outcome: 'again' }
  | { readonly outcome: 'closed' };

/** Forms as people outside use them, and what becomes of what they send. */
export interface CaptureService {
  /** An open form; undefined for one that is closed or never was. */
  publicForm(key: string): Promise<{ readonly form: CaptureForm; readonly clientName: string } | undefined>;
  /** A token for a page that is being shown now. */
  pageToken(form: Pick<CaptureForm, 'id'>): Promise<string>;
  submit(sent: SentForm): Promise<SubmitResult>;
  /** Looks and changes nothing, as often as somebody likes; undefined for a link that is not ours. */
  look(token: string): Promise<LinkView | undefined>;
  /** Confirms, once; again it says the same. */
  confirm(token: string): Promise<LinkView | undefined>;
  /** Takes back what was sent or agreed to. */
  withdraw(token: string): Promise<LinkView | undefined>;
  submissions(
    filter: SubmissionFilter,
    page?: { readonly limit?: number; readonly cursor?: string | null },
  ): Promise<CaptureSubmissionPage>;
  /** A person takes what waits or is held, with a reason; who was erased may come back by that. Gives the lead's id. */
  take(id: string, reason: string, by: string): Promise<string>;
  /** A person throws it away, with what it says. */
  discard(id: string, by: string): Promise<void>;
}

const pageSize = { usual: 50, most: 200 } as const;

/** Builds the service. */
export function createCaptureService(deps: CaptureDeps): CaptureService {
  const { db, forms, store, clients } = deps;
  return {
    publicForm: async (key) => {
      const form = await forms.find({ key });
      if (form?.status !== 'OPEN') return undefined;
      return { form, clientName: (await clients.get(form.clientId)).name };
    },
    pageToken: (form) => pageTokenFor(deps, form.id),
    submit: (sent) => submitForm(deps, sent),
    look: (token) => lookAtLink(deps, token),
    confirm: (token) => confirmLink(deps, token),
    withdraw: (token) => withdrawLink(deps, token),
    submissions: (filter, { limit = pageSize.usual, cursor = null } = {}) =>
      store.page(filter, Math.max(1, Math.min(limit, pageSize.most)), cursor),
    take: async (id, reason, by) => {
      if (reason.trim() === '')
        throw invalid({ code: 'capture-reason', message: 'Write one short sentence why this person is taken.' });
      return db.transaction((tx) => takeByPerson(tx, deps, id, reason.trim(), by));
    },
    discard: async (id, by) => {
      const gone = { status: 'DISCARDED', statusReason: `Thrown away by ${by}.`, answers: '{}', emailKey: '' };
      await db.transaction(async (tx) => {
        if (!(await store.update(tx, id, ['WAITING', 'HELD'], gone))) throw decidedAlready();
      });
    },
  };
}

async function takeByPerson(tx: Tx, deps: CaptureDeps, id: string, reason: string, by: string): Promise<string> {
  const submission = await waiting(tx, deps, id);
  const form = await deps.forms.find({ id: submission.formId }, tx);
  if (!form) throw decidedAlready();
  // Whoever was erased comes back by their own wish and a person's yes.
  await deps.erasedKeys.lift(tx, await submittedIdentities(submission), deps.clock.now());
  const isProven = submission.confirmedAt !== null && submission.messageState === messageLeft;
  const why = isProven ? reason : `${reason} (The address was never confirmed.)`;
  const leadId = await takeSubmission(tx, deps, {
    submission,
    form,
    why,
    by,
    consent: isProven ? 'OPTED_IN' : 'UNKNOWN',
  });
  const done = { status: 'CONFIRMED', statusReason: `Taken by ${by}: ${reason}`, leadId, answers: '{}' };
  if (!(await deps.store.update(tx, id, ['WAITING', 'HELD'], done))) throw decidedAlready();
  return leadId;
}

async function waiting(tx: Tx, { store }: CaptureDeps, id: string): Promise<CaptureSubmissionRow> {
  const found = await store.find(id, tx);
  if (!found) throw notFound({ code: 'capture-unknown', message: 'This is gone. Reload the list.' });
  if (found.status === 'WAITING' || found.status === 'HELD') return found;
  throw decidedAlready();
}

const decidedAlready = () =>
  conflict({ code: 'capture-decided', message: 'This was decided already, perhaps by the person. Reload the list.' });
