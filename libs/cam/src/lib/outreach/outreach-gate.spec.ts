import { describe, expect, test } from '@jest/globals';
import { holdOf } from '@aicmo/core-effects';
import { parseInstant, type Refusal } from '@aicmo/core-kernel';
import { AttemptState } from '../../contract/outreach-attempt.ts';
import { attemptMoves, assertAttemptMove, canMoveAttempt } from './attempt-rules.ts';
import type { CapUse, OutreachFacts } from './outreach-facts.ts';
import { outreachGate } from './outreach-gate.ts';
import { decideOutreach } from './verdict-rules.ts';

const now = parseInstant('2026-03-02T10:00:00Z');
const later = parseInstant('2026-03-02T12:00:00Z');
const muchLater = parseInstant('2026-03-03T09:00:00Z');
const cap = (name: CapUse['cap'], used: number): CapUse => ({
  cap: name,
  of: 'Mara',
  limit: 5,
  used,
  freeAt: muchLater,
});

const held = (change: { readonly killed?: boolean; readonly paused?: boolean }): Refusal | null => {
  const flags = { killed: false, paused: false, proofMode: false, reason: null, changedBy: null, changedAt: null };
  return holdOf({ ...flags, ...change }) ?? null;
};

const facts: OutreachFacts = {
  now,
  mode: 'LIVE',
  hold: null,
  campaign: { name: 'Spring', status: 'ACTIVE', mode: 'LIVE', startsAt: null, endsAt: null },
  channel: { channel: 'email', enabled: true, configured: true },
  mailbox: { name: 'anna@northwind.example', isPaused: false, reason: '', isTested: true },
  firstLook: null,
  lead: { name: 'Mara', recipient: 'mara@fjord.example', consent: 'UNKNOWN', reviewReason: null, addressProblem: null },
  suppressions: [],
  enrolment: { status: 'ACTIVE', reason: '', pausedUntil: null },
  step: { step: 1, previous: null, dueAt: now },
  content: [],
  window: { zone: 'Europe/Berlin', isOpen: true, opensAt: now },
  mailboxReadyAt: null,
  caps: [cap('lead', 0), cap('mailbox', 0)],
  senderDomain: { name: 'northwind.example', failingForHours: null },
  isHumanReply: false,
};
const codes = (refusals: readonly Refusal[]): readonly string[] => refusals.map((refusal) => refusal.code);
type Over = { readonly [Key in keyof OutreachFacts]?: OutreachFacts[Key] };

/** Each place of the gate in DOMAIN's order: facts that it refuses, and what it says. */
const places: readonly (readonly [string, Over, 'time' | 'person', RegExp])[] = [
  ['house-killed', { hold: held({ killed: true, paused: true }) }, 'time', /stopped/],
  ['house-paused', { hold: held({ paused: true }) }, 'time', /on hold/],
  ['campaign-not-active', { campaign: { ...facts.campaign, status: 'PAUSED' } }, 'person', /"Spring" is paused/],
  ['campaign-mode', { campaign: { ...facts.campaign, mode: 'SIMULATION' } }, 'person', /now a simulation/],
  ['campaign-not-started', { campaign: { ...facts.campaign, startsAt: later } }, 'time', /not begun/],
  ['campaign-ended', { campaign: { ...facts.campaign, endsAt: now } }, 'person', /past its last day/],
  ['channel-disabled', { channel: { ...facts.channel, enabled: false } }, 'person', /does not use email/],
  ['channel-not-configured', { channel: { ...facts.channel, configured: false } }, 'person', /Nothing is connected/],
  [
    'mailbox-paused',
    { mailbox: { name: 'a@n.example', isPaused: true, reason: 'new password', isTested: true } },
    'person',
    /a@n\.example is paused: new password\.$/,
  ],
  [
    'mailbox-untested',
    { mailbox: { name: 'a@n.example', isPaused: false, reason: '', isTested: false } },
    'person',
    /test it/,
  ],
  ['first-messages', { firstLook: { count: 10 } }, 'person', /The first 10 messages of "Spring"/],
  ['no-recipient', { lead: { ...facts.lead, recipient: null } }, 'person', /Mara has no email address/],
  ['do-not-contact', { lead: { ...facts.lead, consent: 'DO_NOT_CONTACT' } }, 'person', /must not be contacted/],
  [
    'suppressed-address',
    { suppressions: [{ by: 'address', value: 'a@b.example', reason: 'asked' }] },
    'person',
    /a@b\.example.*asked/,
  ],
  [
    'suppressed-domain',
    { suppressions: [{ by: 'domain', value: 'b.example', reason: '' }] },
    'person',
    /Everybody at b\.example/,
  ],
  ['suppressed-identity', { suppressions: [{ by: 'identity', value: '+49', reason: '' }] }, 'person', /\+49/],
  [
    'suppressed-blocked-domain',
    { suppressions: [{ by: 'blocked-domain', value: 'b.example', reason: '' }] },
    'person',
    /agency has blocked/,
  ],
  [
    'address-invalid',
    { lead: { ...facts.lead, addressProblem: 'There is no domain b.example.' } },
    'person',
    /Nothing can arrive at the address of Mara: There is no domain b\.example\. Correct it/,
  ],
  [
    'review-pending',
    { lead: { ...facts.lead, reviewReason: 'two people' } },
    'person',
    /look at Mara first: two people/,
  ],
  [
    'enrolment-not-active',
    { enrolment: { ...facts.enrolment, status: 'STOPPED', reason: 'replied' } },
    'person',
    /stopped for Mara: replied/,
  ],
  [
    'enrolment-paused',
    { enrolment: { ...facts.enrolment, status: 'PAUSED', pausedUntil: later } },
    'time',
    /paused for Mara/,
  ],
  ['enrolment-paused', { enrolment: { ...facts.enrolment, status: 'PAUSED' } }, 'person', /paused for Mara/],
  ['step-order', { step: { step: 2, previous: 'SCHEDULED', dueAt: now } }, 'time', /Message 1 .* not gone out/],
  ['step-order', { step: { step: 3, previous: 'FAILED', dueAt: now } }, 'person', /Message 2 .* did not arrive/],
  ['step-order', { step: { step: 3, previous: 'UNCERTAIN', dueAt: now } }, 'person', /whether message 2 left/],
  ['step-delay', { step: { step: 1, previous: null, dueAt: later } }, 'time', /day in the sequence/],
  ['content-missing-value', { content: [{ kind: 'missing-value', text: 'Mara has no title.' }] }, 'person', /no title/],
  ['content-placeholder', { content: [{ kind: 'placeholder', text: 'Still "{{".' }] }, 'person', /Still/],
  ['content-unsubscribe', { content: [{ kind: 'unsubscribe', text: 'No way out.' }] }, 'person', /No way out/],
  ['content-postal-address', { content: [{ kind: 'postal-address', text: 'No address.' }] }, 'person', /No address/],
  [
    'outside-window',
    { window: { zone: 'America/New_York', isOpen: false, opensAt: later } },
    'time',
    /America\/New York/,
  ],
  ['window-never-opens', { window: { zone: 'UTC', isOpen: false, opensAt: null } }, 'person', /no moment open/],
  ['cap-lead', { caps: [cap('lead', 5)] }, 'time', /last 24 hours/],
  ['cap-mailbox', { caps: [cap('mailbox', 5)] }, 'time', /5 messages for the day/],
  ['cap-campaign', { caps: [cap('campaign', 6)] }, 'time', /campaign .* 5 messages/],
  ['cap-recipient-domain', { caps: [cap('recipient-domain', 5)] }, 'time', /last hour/],
  ['cap-workspace', { caps: [cap('workspace', 5)] }, 'time', /workspace/],
  ['mailbox-gap', { mailboxReadyAt: later }, 'time', /rests between two/],
  [
    'sender-not-authenticated',
    { senderDomain: { name: 'n.example', failingForHours: 72 } },
    'time',
    /n\.example .* three days/,
  ],
];

describe('the outreach gate', () => {
  test('lets a message pass when nothing speaks against it', () => {
    expect(outreachGate(facts)).toEqual([]);
  });

  test.each(places)('%s is found alone, lifted by the right one', (code, over, liftedBy, text) => {
    const [refusal, ...others] = outreachGate({ ...facts, ...over });
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ code, liftedBy });
    expect(refusal?.text).toMatch(text);
  });

  test('every reason is told at once, in the order of the one send gate', () => {
    const refusals = outreachGate({
      ...facts,
      hold: held({ paused: true }),
      campaign: { name: 'Spring', status: 'PAUSED', mode: 'SIMULATION', startsAt: later, endsAt: now },
      channel: { channel: 'email', enabled: false, configured: false },
      mailbox: { name: 'a@n.example', isPaused: true, reason: '', isTested: false },
      firstLook: { count: 1 },
      lead: { name: 'Mara', recipient: null, consent: 'DO_NOT_CONTACT', reviewReason: '', addressProblem: null },
      suppressions: [
        { by: 'address', value: 'x', reason: '' },
        { by: 'domain', value: 'y', reason: '' },
      ],
      enrolment: { status: 'STOPPED', reason: '', pausedUntil: null },
      step: { step: 2, previous: null, dueAt: later },
      content: [
        { kind: 'missing-value', text: 'a' },
        { kind: 'postal-address', text: 'b' },
      ],
      window: { zone: 'UTC', isOpen: false, opensAt: later },
      caps: [cap('lead', 9), cap('campaign', 9)],
      mailboxReadyAt: later,
      senderDomain: { name: 'n.example', failingForHours: 100 },
    });
    expect(codes(refusals)).toEqual([
      'house-paused',
      'campaign-not-active',
      'campaign-mode',
      'campaign-not-started',
      'campaign-ended',
      'channel-disabled',
      'channel-not-configured',
      'mailbox-paused',
      'no-recipient',
      'do-not-contact',
      'suppressed-address',
      'suppressed-domain',
      'review-pending',
      'first-messages',
      'enrolment-not-active',
      'step-order',
      'step-delay',
      'content-missing-value',
      'content-postal-address',
      'outside-window',
      'cap-lead',
      'cap-campaign',
      'mailbox-gap',
      'sender-not-authenticated',
    ]);
  });

  test.each(['SENT', 'SIMULATED', 'PROOFED', 'CANCELLED', 'BOUNCED'] as const)(
    'after a step that is %s the next may follow',
    (previous) => {
      expect(outreachGate({ ...facts, step: { step: 2, previous, dueAt: now } })).toEqual([]);
    },
  );

  test('failing authentication has 72 hours of grace and never holds an answer to a person', () => {
    const failing = { name: 'n.example', failingForHours: 80 };
    expect(outreachGate({ ...facts, senderDomain: { ...failing, failingForHours: 71 } })).toEqual([]);
    expect(outreachGate({ ...facts, senderDomain: failing, isHumanReply: true })).toEqual([]);
  });
});

describe('what the reasons mean', () => {
  const byTime: Refusal = { code: 'outside-window', text: 'w', liftedBy: 'time', notBefore: later };
  const byCap: Refusal = { code: 'cap-lead', text: 'c', liftedBy: 'time', notBefore: muchLater };
  const byPerson: Refusal = { code: 'do-not-contact', text: 'd', liftedBy: 'person' };
  const mailbox: Refusal = { code: 'channel-not-configured', text: 'm', liftedBy: 'person' };
  const postal: Refusal = { code: 'content-postal-address', text: 'p', liftedBy: 'person' };

  test('without a reason it goes', () => {
    expect(decideOutreach('LIVE', [])).toEqual({ go: true, wouldBe: [] });
  });
  test('reasons that time lifts keep it scheduled until the last of them is gone', () => {
    expect(decideOutreach('LIVE', [byTime, byCap])).toMatchObject({ state: 'SCHEDULED', notBefore: muchLater });
  });
  test('one reason that only a person lifts blocks it, and all reasons stay listed', () => {
    expect(decideOutreach('LIVE', [byTime, byPerson])).toMatchObject({ state: 'BLOCKED', reasons: [byTime, byPerson] });
  });
  test('a rehearsal needs neither mailbox nor postal address, but says that they would be missing', () => {
    expect(decideOutreach('SIMULATION', [mailbox, postal])).toEqual({ go: true, wouldBe: [mailbox, postal] });
    expect(decideOutreach('PROOF', [mailbox, postal])).toMatchObject({
      state: 'BLOCKED',
      reasons: [postal],
      wouldBe: [mailbox],
    });
    expect(decideOutreach('LIVE', [mailbox, postal])).toMatchObject({ state: 'BLOCKED', reasons: [mailbox, postal] });
  });
});

describe('the states of a message', () => {
  test('these are all legal moves', () => {
    const moves = AttemptState.options.flatMap((from) => attemptMoves[from].map((to) => `${from}>${to}`));
    expect(moves).toEqual([
      'SCHEDULED>SENDING',
      'SCHEDULED>SIMULATED',
      'SCHEDULED>PROOFED',
      'SCHEDULED>CANCELLED',
      'SCHEDULED>BLOCKED',
      'BLOCKED>SCHEDULED',
      'BLOCKED>CANCELLED',
      'SENDING>SENT',
      'SENDING>RETRY_SCHEDULED',
      'SENDING>FAILED',
      'SENDING>UNCERTAIN',
      'SENT>BOUNCED',
      'SENT>COMPLAINED',
      'RETRY_SCHEDULED>SENDING',
      'RETRY_SCHEDULED>CANCELLED',
      'UNCERTAIN>SENT',
      'UNCERTAIN>FAILED',
    ]);
  });
  test('what was sent can never be sent again', () => {
    for (const state of ['SENT', 'SIMULATED', 'PROOFED', 'UNCERTAIN', 'FAILED'] as const) {
      expect(canMoveAttempt(state, 'SENDING')).toBe(false);
    }
    expect(() => assertAttemptMove('UNCERTAIN', 'SENDING')).toThrow('can become SENT, FAILED');
  });
});
