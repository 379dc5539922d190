import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock, type LeadId } from '@aicmo/core-kernel';
import type { Consent } from '../../contract/lead.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { CamTables, IdentityRow, LeadRow } from '../db/cam-tables.ts';
import type { CaptureSubmissionRow } from '../db/rights-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { choosePerson } from '../identity/choose-person.ts';
import { newLeadRow } from '../import/new-lead-row.ts';
import type { RowLead } from '../import/read-row.ts';
import { parsePersonName } from '../import/person-name.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { IdentityKey, LeadStore } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import { identitiesOf, type Answers } from './answer-rules.ts';
import { answersOf } from './submission-store.ts';

/** What making a lead of a submission needs. */
export interface CaptureLeadDeps {
  readonly clock: Clock;
  readonly handle: DbHandle<CamTables>;
  readonly leads: LeadStore;
  readonly records: RecordStore;
  readonly consents: ConsentStore;
  readonly events: AcquisitionEvents;
  readonly scores: Pick<ScorerSource, 'scorerFor'>;
  readonly campaigns: Pick<CampaignStore, 'find'>;
}

/** How somebody's submission became a lead. */
export interface Taking {
  readonly submission: CaptureSubmissionRow;
  readonly form: { readonly id: string; readonly name: string; readonly campaignId: string | null };
  /** OPTED_IN only when the link of a message that really left was opened. */
  readonly consent: Consent;
  readonly why: string;
  readonly by: string;
}

/** By what a submission's person is recognised. */
export async function submittedIdentities(submission: CaptureSubmissionRow): Promise<readonly IdentityKey[]> {
  const answers = answersOf(submission);
  const email = parseEmail(answers['email'] ?? '');
  return email ? identitiesOf(email, answers, await openPhoneParser()) : [];
}

/**
 * Makes a lead of a submission, or adds it to the client's lead who has its address: what is empty there is filled, what
 * is not stays. The person wrote first, so somebody should answer: the lead waits for a person.
 */
export async function takeSubmission(tx: Tx, deps: CaptureLeadDeps, taking: Taking): Promise<string> {
  const { submission, form } = taking;
  const identities = await submittedIdentities(submission);
  const known = await findOwner(tx, deps, submission.clientId, identities);
  const row = known ?? (await newRow(tx, deps, taking, identities));
  const changed = await scored(
    tx,
    deps,
    withConsent(filled(row, answersOf(submission), identities), taking, deps.clock),
  );
  if (known) await deps.leads.update(tx, row.id, { ...changed, updatedAt: deps.clock.now() });
  else await deps.leads.insertMany(tx, [changed]);
  await claim(tx, deps, changed, identities);
  const about = { clientId: row.clientId, leadId: row.id, before: consentOf(row), consent: consentOf(changed) };
  await deps.consents.append(tx, [
    {
      ...about,
      source: `Web form “${form.name}”`,
      why: taking.why,
      agreedTo: submission.consentText,
      actor: taking.by,
    },
  ]);
  const what = known ? `Filled in the form “${form.name}” again` : `Came by the form “${form.name}”`;
  const subject = {
    clientId: row.clientId,
    campaignId: row.campaignId,
    subjectKind: 'lead',
    subjectId: row.id,
  } as const;
  await deps.records.append(tx, [{ ...subject, what, why: taking.why, actor: taking.by }]);
  await deps.events.publish(tx, {
    ...{ topic: 'cam-lead-captured', subject: row.id },
    payload: { clientId: row.clientId, formId: form.id },
  });
  return row.id;
}

const consentOf = (row: LeadRow): Consent => row.consent as Consent; // written by this library only

async function findOwner(tx: Tx, { leads }: CaptureLeadDeps, clientId: string, identities: readonly IdentityKey[]) {
  const known = await leads.knownIdentities(clientId, identities, tx);
  // An address or profile is a person's own; a number may be a switchboard's.
  const own = known.find(({ kind }) => kind === 'email') ?? known.find(({ kind }) => kind === 'linkedin');
  return own === undefined ? undefined : (await leads.rows([own.leadId], tx))[0];
}

async function newRow(tx: Tx, deps: CaptureLeadDeps, { submission, form }: Taking, identities: readonly IdentityKey[]) {
  const answers = answersOf(submission);
  const row = newLeadRow(rowLeadOf(answers, identities), newId<LeadId>(deps.clock), {
    ...{ clientId: submission.clientId, campaignId: form.campaignId, batchId: null, now: deps.clock.now() },
    source: `Web form “${form.name}”`,
  });
  return { ...row, batchRow: null, personId: (await samePerson(tx, deps, identities)) ?? row.id };
}

const rowLeadOf = (answers: Answers, identities: readonly IdentityKey[]): RowLead => ({
  ...parsePersonName(answers['firstName'] ?? '', answers['lastName'] ?? '', ''),
  ...{
    rowNumber: 0,
    title: answers['title'] ?? '',
    company: answers['company'] ?? '',
    companyDomain: '',
    industry: '',
  },
  ...{ employeeCount: null, revenueCents: null, location: '', country: '', timeZone: null, language: '' },
  ...{
    email: parseEmail(answers['email'] ?? '')?.address ?? '',
    linkedin: parseLinkedin(answers['linkedin'] ?? '')?.url ?? answers['linkedin'] ?? '',
  },
  phone: identities.find(({ kind }) => kind === 'phone')?.value ?? answers['phone'] ?? '',
  ...{ signals: [], budgetKnown: false, timelineKnown: false, identities },
  fields: messageField(answers['message']),
});

const messageField = (message: string | undefined): Readonly<Record<string, string>> =>
  message === undefined ? {} : { Message: message };

/** Whoever is a lead of another client under the same address is the same person. */
async function samePerson(tx: Tx, { handle, leads }: CaptureLeadDeps, identities: readonly IdentityKey[]) {
  const found: IdentityRow[] = [];
  for (const { kind, value } of identities) {
    const same = handle
      .in(tx)
      .selectFrom('camIdentity')
      .selectAll()
      .where('kind', '=', kind)
      .where('value', '=', value);
    found.push(...(await same.execute()));
  }
  const rows = new Map(
    (await leads.rows([...new Set(found.map(({ leadId }) => leadId))], tx)).map((row) => [row.id, row]),
  );
  return choosePerson(identities, ({ kind, value }) => {
    const identity = found.find((each) => each.kind === kind && each.value === value);
    return identity && rows.get(identity.leadId);
  });
}

/** What is empty is filled; a new message stands beside the old one. */
function filled(row: LeadRow, answers: Answers, identities: readonly IdentityKey[]): LeadRow {
  const name = row.fullName === '' ? parsePersonName(answers['firstName'] ?? '', answers['lastName'] ?? '', '') : {};
  const stored = JSON.parse(row.fields) as Record<string, string>; // written by this library only
  const message = answers['message'];
  const messages =
    message === undefined || stored['Message'] === message ? stored : { ...stored, ...nextMessage(stored, message) };
  const next = {
    ...{
      ...row,
      ...name,
      title: row.title || (answers['title'] ?? ''),
      company: row.company || (answers['company'] ?? ''),
    },
    ...waysOf(row, answers, identities),
    fields: JSON.stringify(messages),
  };
  return { ...next, searchText: searchTextOf(next), ...sortColumnsOf(next) };
}

/** A profile or number that the lead did not have; its key comes with it. */
function waysOf(row: LeadRow, answers: Answers, identities: readonly IdentityKey[]): Partial<LeadRow> {
  const key = (kind: IdentityKey['kind']) => identities.find((each) => each.kind === kind)?.value;
  const [linkedin, phone] = [key('linkedin'), key('phone')];
  return {
    ...(row.linkedinKey === null && linkedin !== undefined
      ? { linkedinKey: linkedin, linkedin: parseLinkedin(answers['linkedin'] ?? '')?.url ?? '' }
      : {}),
    ...(row.phoneKey === null && phone !== undefined ? { phoneKey: phone, phone } : {}),
  };
}

function nextMessage(stored: Readonly<Record<string, string>>, message: string): Record<string, string> {
  if (stored['Message'] === undefined) return { Message: message };
  const count = Object.keys(stored).filter((name) => /^Message( \d+)?$/.test(name)).length;
  return { [`Message ${count + 1}`]: message };
}

function withConsent(row: LeadRow, { consent, form }: Taking, clock: Clock): LeadRow {
  const now = clock.now();
  const given = consent === 'UNKNOWN' ? {} : { consent, consentSource: `Web form “${form.name}”`, consentAt: now };
  const review = { needsReview: 1, reviewReason: `Wrote by the form “${form.name}” and waits for an answer.` };
  return { ...row, ...given, ...review, reviewSince: row.reviewSince ?? now };
}

async function scored(tx: Tx, { scores, campaigns, clock }: CaptureLeadDeps, row: LeadRow): Promise<LeadRow> {
  const campaign = row.campaignId === null ? undefined : await campaigns.find(row.campaignId, tx);
  const scorer = await scores.scorerFor(row.clientId, campaign ?? null, tx);
  return { ...row, ...scorer.score(row), scoredAt: clock.now() };
}

/** Those of the lead's own identities that no lead of the client has yet. */
async function claim(tx: Tx, { leads }: CaptureLeadDeps, row: LeadRow, identities: readonly IdentityKey[]) {
  const taken = await leads.knownIdentities(row.clientId, identities, tx);
  const own = [row.emailKey, row.linkedinKey, row.phoneKey];
  const wanted = identities.filter(({ value }) => own.includes(value));
  const free = wanted.filter((one) => !taken.some(({ kind, value }) => kind === one.kind && value === one.value));
  const rows = free.map(({ kind, value }) => ({ kind, value, clientId: row.clientId, leadId: row.id }));
  if (rows.length > 0) await leads.insertIdentities(tx, rows);
}
