import type { Channel, Instant, Refusal } from '@aicmo/core-kernel';
import type { CapUse, OutreachFacts, SuppressionHit } from './outreach-facts.ts';

/** One place where the gate looks: every reason that it finds there. */
type Look = (facts: OutreachFacts) => readonly (Refusal | undefined)[];

const byPerson = (code: string, text: string): Refusal => ({ code, text, liftedBy: 'person' });
const byTime = (code: string, text: string, notBefore?: Instant | null): Refusal => ({
  code,
  text,
  liftedBy: 'time',
  ...(notBefore ? { notBefore } : {}),
});

const channelWords: Readonly<Record<Channel, string>> = {
  email: 'email',
  linkedin: 'LinkedIn',
  contact_form: 'contact form',
  phone: 'phone',
};
const addressWords: Readonly<Record<Channel, string>> = {
  email: 'email address',
  linkedin: 'LinkedIn address',
  contact_form: 'contact form address',
  phone: 'phone number',
};

const hold: Look = (facts) => [facts.hold ?? undefined];

const campaign: Look = ({ campaign: { name, status, mode }, ...facts }) => {
  const stateText = { DRAFT: 'a draft', PAUSED: 'paused', COMPLETED: 'completed', ARCHIVED: 'archived' };
  const wanted = facts.mode === 'SIMULATION' ? 'SIMULATION' : 'LIVE';
  return [
    status === 'ACTIVE'
      ? undefined
      : byPerson('campaign-not-active', `The campaign "${name}" is ${stateText[status]}, so nothing goes out.`),
    mode === wanted
      ? undefined
      : byPerson('campaign-mode', `The campaign "${name}" is now ${mode === 'LIVE' ? 'live' : 'a simulation'}.`),
  ];
};

const dates: Look = ({ now, campaign: { name, startsAt, endsAt } }) => [
  startsAt && now < startsAt
    ? byTime('campaign-not-started', `The campaign "${name}" has not begun yet.`, startsAt)
    : undefined,
  endsAt && now >= endsAt ? byPerson('campaign-ended', `The campaign "${name}" is past its last day.`) : undefined,
];

const channel: Look = ({ channel: { channel: way, enabled, configured }, mailbox, lead }) => [
  enabled
    ? undefined
    : byPerson('channel-disabled', `This campaign does not use ${channelWords[way]}; switch it on in the campaign.`),
  configured
    ? undefined
    : byPerson('channel-not-configured', `Nothing is connected yet that can send ${channelWords[way]}.`),
  ...mailboxLook(mailbox),
  lead.recipient ? undefined : byPerson('no-recipient', `${lead.name} has no ${addressWords[way]}.`),
  lead.recipient && lead.addressProblem !== null
    ? byPerson(
        'address-invalid',
        `Nothing can arrive at the address of ${lead.name}: ${lead.addressProblem} Correct it, or check it again.`,
      )
    : undefined,
];

function mailboxLook(mailbox: OutreachFacts['mailbox']): readonly Refusal[] {
  if (mailbox === null) return [];
  const { name, isPaused, reason, isTested } = mailbox;
  if (isPaused)
    return [byPerson('mailbox-paused', `The mailbox ${name} is paused${reason === '' ? '' : `: ${reason}`}.`)];
  return isTested
    ? []
    : [byPerson('mailbox-untested', `The mailbox ${name} has not shown yet that it can send: test it.`)];
}

const consent: Look = ({ lead }) => [
  lead.consent === 'DO_NOT_CONTACT' ? byPerson('do-not-contact', `${lead.name} must not be contacted.`) : undefined,
];

const suppressionText: Readonly<Record<SuppressionHit['by'], (value: string) => string>> = {
  address: (value) => `${value} is on the list of those never contacted`,
  domain: (value) => `Everybody at ${value} is on the list of those never contacted`,
  identity: (value) => `This person (${value}) is on the list of those never contacted`,
  'blocked-domain': (value) => `The agency has blocked everybody at ${value}`,
};
const suppression: Look = ({ suppressions }) =>
  suppressions.map((hit) =>
    byPerson(`suppressed-${hit.by}`, `${suppressionText[hit.by](hit.value)}${hit.reason ? `: ${hit.reason}` : ''}.`),
  );

const review: Look = ({ lead }) => [
  lead.reviewReason === null
    ? undefined
    : byPerson(
        'review-pending',
        `Somebody has to look at ${lead.name} first${lead.reviewReason ? `: ${lead.reviewReason.replace(/\.$/, '')}` : ''}.`,
      ),
];

const firstLook: Look = ({ firstLook: look, campaign: { name } }) => {
  if (look === null) return [];
  const text =
    look.count === 1
      ? `The first message of "${name}" goes when somebody has read it.`
      : `The first ${look.count} messages of "${name}" go when somebody has read them.`;
  return [byPerson('first-messages', text)];
};

const enrolment: Look = ({ enrolment: { status, reason, pausedUntil }, lead }) => {
  const why = reason ? `: ${reason}` : '';
  if (status === 'ACTIVE') return [];
  if (status === 'FINISHED') return [byPerson('enrolment-not-active', `${lead.name} has had the whole sequence.`)];
  if (status === 'STOPPED')
    return [byPerson('enrolment-not-active', `The sequence was stopped for ${lead.name}${why}.`)];
  const text = `The sequence is paused for ${lead.name}${why}.`;
  return [pausedUntil ? byTime('enrolment-paused', text, pausedUntil) : byPerson('enrolment-paused', text)];
};

/**
 * After these states of a step, the next may follow. A cancelled step was left out on purpose; one that came back for
 * good has stopped or paused the sequence, and if that goes on, a person or another address of the lead lets it.
 */
const passed: readonly string[] = ['SENT', 'SIMULATED', 'PROOFED', 'CANCELLED', 'BOUNCED'];

const order: Look = ({ step: { step, previous, dueAt }, now }) => {
  const stuck = previous === 'FAILED' || previous === 'COMPLAINED';
  const before = `Message ${step - 1} of this sequence`;
  return [
    step === 1 || passed.includes(previous ?? '')
      ? undefined
      : previous === 'UNCERTAIN'
        ? byPerson(
            'step-order',
            `Nobody knows whether message ${step - 1} left; say so under Publishing, Uncertain mail.`,
          )
        : stuck
          ? byPerson(
              'step-order',
              `${before} did not arrive, so nothing follows it. Stop it for this lead, and put the lead in sequence again if you like.`,
            )
          : byTime('step-order', `${before} has not gone out yet.`),
    dueAt > now ? byTime('step-delay', 'Its day in the sequence has not come yet.', dueAt) : undefined,
  ];
};

const content: Look = (facts) => facts.content.map((problem) => byPerson(`content-${problem.kind}`, problem.text));

const sendWindow: Look = ({ window: { zone, isOpen, opensAt } }) => {
  const place = zone.replaceAll('_', ' ');
  if (isOpen) return [];
  return opensAt
    ? [byTime('outside-window', `It is outside the sending hours where the recipient is (${place}).`, opensAt)]
    : [byPerson('window-never-opens', 'The sending hours leave no moment open; change them in the campaign.')];
};

const capText: Readonly<Record<CapUse['cap'], (use: CapUse) => string>> = {
  lead: ({ of }) => `${of} has had a message in the last 24 hours.`,
  // Until somebody enters an address, the client's id stands for its mailbox.
  mailbox: ({ of, limit }) => `${of.includes('@') ? of : 'The mailbox'} has reached its ${limit} messages for the day.`,
  campaign: ({ of, limit }) => `The campaign "${of}" has reached its ${limit} messages for the day.`,
  'recipient-domain': ({ of, limit }) => `${limit} messages went to ${of} within the last hour.`,
  workspace: ({ limit }) => `The workspace has reached its ${limit} messages for the day.`,
};
/** What the caps that are used up say, and the mailbox's gap: at a moment, or for the places before a planned one. */
export const capRefusals = (
  uses: readonly CapUse[],
  mailboxReadyAt: Instant | null,
  now: Instant,
): readonly Refusal[] => [
  ...uses
    .filter((use) => use.used >= use.limit)
    .map((use) => byTime(`cap-${use.cap}`, capText[use.cap](use), use.freeAt)),
  ...(mailboxReadyAt && mailboxReadyAt > now
    ? [byTime('mailbox-gap', 'The mailbox rests between two messages.', mailboxReadyAt)]
    : []),
];
const caps: Look = ({ caps: uses, now, mailboxReadyAt }) => capRefusals(uses, mailboxReadyAt, now);

/** Hours of failing authentication after which cold mail stops. DOMAIN section 4. */
const authenticationGraceHours = 72;

const senderDomain: Look = ({ senderDomain: { name, failingForHours }, isHumanReply }) => [
  !isHumanReply && failingForHours !== null && failingForHours >= authenticationGraceHours
    ? byTime(
        'sender-not-authenticated',
        `${name} has failed SPF and DMARC for three days or longer: publish the records that its mailbox shows.`,
      )
    : undefined,
];

/** Where the gate looks, in DOMAIN's order: the order in which reasons are listed. */
const looks: readonly Look[] = [
  hold,
  campaign,
  dates,
  channel,
  consent,
  suppression,
  review,
  firstLook,
  enrolment,
  order,
  content,
  sendWindow,
  caps,
  senderDomain,
];

/**
 * The one gate of every outbound message: all reasons why it may not go now, in DOMAIN's order; empty when it may.
 * Pure: asked at planning with facts read then, and again inside the transaction that reserves the effect.
 */
export function outreachGate(facts: OutreachFacts): readonly Refusal[] {
  return looks.flatMap((look) => look(facts)).filter((refusal) => refusal !== undefined);
}
