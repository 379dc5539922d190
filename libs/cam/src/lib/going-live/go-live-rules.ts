import type { ControlFlagsView } from '@aicmo/core-effects';
import { epochMs, hourMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import type { GoLiveCheck } from '../../contract/go-live.ts';
import { mailboxBounds, type Mailbox } from '../../contract/mailbox.ts';

/** Everything that the list looks at. */
export interface GoLiveFacts {
  readonly now: Instant;
  readonly campaign: Campaign;
  readonly client: Client;
  /** Those from which the campaign may write, in use or paused. */
  readonly mailboxes: readonly Mailbox[];
  /** Addresses of the client's mailboxes that are read, in lower case. */
  readonly heard: readonly string[];
  /** Where people outside reach the public pages; null: nowhere. */
  readonly publicUrl: string | null;
  /** Null: they cannot be read. */
  readonly flags: ControlFlagsView | null;
  /** Who read the texts as they are now; null: nobody. */
  readonly read: { readonly by: string } | null;
  /** How many of the texts that would be sent have something in them that stops them. */
  readonly brokenTexts: number;
  readonly inSequence: number;
}

/** A report of the name servers is good for a day: records change. */
const reportHours = 24;

type Point = Omit<GoLiveCheck, 'code' | 'title'>;
const pass = (text: string): Point => ({ verdict: 'pass', text, place: null });
const note = (text: string, place: GoLiveCheck['place'] = null): Point => ({ verdict: 'note', text, place });
const fail = (text: string, place: GoLiveCheck['place'] = null): Point => ({ verdict: 'fail', text, place });
const mailboxPlace = { kind: 'mailboxes', id: null } as const;

function campaignPoint({ campaign, now }: GoLiveFacts): Point {
  const place = { kind: 'campaign-settings', id: campaign.id } as const;
  if (campaign.status === 'COMPLETED' || campaign.status === 'ARCHIVED')
    return fail('It is over. Make a new one.', { kind: 'campaign', id: campaign.id });
  if (!campaign.channels.includes('email'))
    return fail('Mail is not among its channels, and only mail is sent.', place);
  if (campaign.endsOn !== null && campaign.endsOn < now.slice(0, 10)) return fail('Its last day has passed.', place);
  if (campaign.status === 'ACTIVE') return pass('It is active.');
  return note('It is not active yet: live, nothing leaves before somebody activates it.');
}

const inUse = ({ mailboxes }: GoLiveFacts): readonly Mailbox[] => mailboxes.filter(({ status }) => status === 'ACTIVE');

export const stepPassed = ({ test }: Mailbox, wanted: 'smtp' | 'imap' | 'arrival'): boolean =>
  test?.steps.some(({ step, verdict }) => step === wanted && verdict === 'pass') ?? false;

const listed = (mailboxes: readonly Mailbox[]): string => mailboxes.map(({ address }) => address).join(', ');

function mailboxPoint(facts: GoLiveFacts): Point {
  const { campaign, client, mailboxes } = facts;
  const whose = campaign.senderAddress ?? client.name;
  if (mailboxes.length === 0) return fail(`There is no mailbox of ${whose}: add one.`, mailboxPlace);
  const active = inUse(facts);
  if (active.length === 0) return fail(`${listed(mailboxes)} is paused: take it into use again.`, mailboxPlace);
  const untested = active.filter((mailbox) => !stepPassed(mailbox, 'smtp'));
  return untested.length === 0
    ? pass(`Messages go from ${listed(active)}.`)
    : fail(`${listed(untested)} has not shown yet that it can send: test it.`, mailboxPlace);
}

function testPoint(facts: GoLiveFacts): Point {
  const missing = inUse(facts).filter((mailbox) => !stepPassed(mailbox, 'arrival'));
  if (inUse(facts).length === 0) return fail('Without a mailbox none can be sent.', mailboxPlace);
  return missing.length === 0
    ? pass('A message that each mailbox sent to itself was found in its inbox.')
    : fail(`Send a test message from ${listed(missing)}: it has to be found in its inbox.`, mailboxPlace);
}

function authenticationPoint(facts: GoLiveFacts): Point {
  const found = inUse(facts).map((mailbox) => ({ mailbox, ...authenticationOf(mailbox, facts.now) }));
  if (found.length === 0) return fail('Without a mailbox there is no domain to look at.', mailboxPlace);
  const worst = found.find(({ verdict }) => verdict === 'fail') ?? found.find(({ verdict }) => verdict === 'unknown');
  if (worst) return { verdict: worst.verdict, text: worst.text, place: mailboxPlace };
  return pass(`SPF and DMARC of ${[...new Set(found.map(({ domain }) => domain))].join(', ')} are in order.`);
}

function authenticationOf({ address, report }: Mailbox, now: Instant) {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (report === null || epochMs(now) - epochMs(parseInstant(report.at)) > reportHours * hourMs)
    return { domain, verdict: 'unknown' as const, text: `Nobody has asked the name servers about ${domain} today.` };
  const failing = report.findings.filter(({ verdict }) => verdict === 'fail');
  const [first] = failing;
  if (first)
    return {
      domain,
      verdict: 'fail' as const,
      text: `${first.what} of ${domain}: ${first.sentences[0] ?? 'it fails.'}`,
    };
  // Which key a provider signs with is often not to be found out; SPF and DMARC always are.
  const silent = report.findings.find(({ what, verdict }) => what !== 'DKIM' && verdict === 'unknown');
  if (silent)
    return { domain, verdict: 'unknown' as const, text: `${silent.what} of ${domain} could not be asked. Ask again.` };
  return { domain, verdict: 'pass' as const, text: '' };
}

function addressPoint(facts: GoLiveFacts): Point {
  const { client } = facts;
  const missing = inUse(facts).filter(
    ({ postalAddress }) => postalAddress.trim() === '' && client.postalAddress === '',
  );
  if (missing.length === 0 && (inUse(facts).length > 0 || client.postalAddress !== ''))
    return pass('Each message ends with a postal address.');
  return fail(
    `Enter a postal address with the mailbox${missing.length > 0 ? ` ${listed(missing)}` : ''}.`,
    mailboxPlace,
  );
}

function unsubscribePoint(facts: GoLiveFacts): Point {
  const deaf = inUse(facts).filter((mailbox) => mailbox.imap === null || !stepPassed(mailbox, 'imap'));
  const page = facts.publicUrl?.startsWith('https://') ?? false;
  if (deaf.length > 0)
    return fail(
      `${listed(deaf)} is not read, so an answer that says stop would be heard by nobody: enter how it is read.`,
      mailboxPlace,
    );
  if (inUse(facts).length === 0) return fail('Without a mailbox nobody hears it.', mailboxPlace);
  const elsewhere = inUse(facts).find(({ replyTo }) => replyTo !== '' && !facts.heard.includes(replyTo.toLowerCase()));
  if (elsewhere)
    return fail(
      `Answers to ${elsewhere.address} go to ${elsewhere.replyTo}, which is not read here, so one that says stop would be heard by nobody: add that mailbox too, or take the address out.`,
      mailboxPlace,
    );
  return page
    ? pass('By one click, by the page in each message, and by an answer.')
    : note('By an answer or a mail. One click and a page need AICMO_PUBLIC_URL with https.');
}

function capsPoint(facts: GoLiveFacts): Point {
  const { campaign } = facts;
  const { to, warnAbove } = mailboxBounds.perDay;
  const tooMany = inUse(facts).filter(({ limits }) => limits.perDay > to);
  if (tooMany.length > 0) return fail(`${listed(tooMany)} may send more than ${to} messages a day.`, mailboxPlace);
  const many = inUse(facts).filter(({ limits }) => limits.perDay > warnAbove);
  const day = `At most ${campaign.limits.perDay} messages of this campaign a day.`;
  return many.length === 0
    ? pass(day)
    : note(`${day} ${listed(many)} may send more than ${warnAbove} a day, which providers notice.`, mailboxPlace);
}

function previewPoint({ read, brokenTexts, campaign }: GoLiveFacts): Point {
  if (read === null) return fail('Read the messages below as they would leave, and say that you have.');
  const broken = brokenTexts === 1 ? 'One of them would be held back' : `${brokenTexts} of them would be held back`;
  return brokenTexts === 0
    ? pass(`${read.by} has read them as they are now.`)
    : note(`${read.by} has read them as they are now. ${broken} for the lead that they were made for.`, {
        kind: 'blocked-messages',
        id: campaign.id,
      });
}

const peoplePoint = ({ inSequence, campaign }: GoLiveFacts): Point =>
  inSequence === 0
    ? note('Nobody is in sequence yet.', { kind: 'import', id: campaign.id })
    : note(inSequence === 1 ? '1 lead is in sequence.' : `${inSequence} leads are in sequence.`);

const firstPoint = ({ campaign }: GoLiveFacts): Point =>
  campaign.approveFirst === 0
    ? note('They leave without anybody having read them.', { kind: 'campaign-settings', id: campaign.id })
    : note(
        campaign.approveFirst === 1
          ? 'The first one waits until somebody has read it.'
          : `The first ${campaign.approveFirst} wait until somebody has read each.`,
      );

function housePoint({ flags }: GoLiveFacts): Point {
  const place = { kind: 'house', id: null } as const;
  if (flags === null) return { verdict: 'unknown', text: 'Whether the house is held cannot be read.', place };
  if (flags.killed) return note('Everything is stopped, so nothing leaves until that is lifted.', place);
  if (flags.paused) return note('Everything is on hold, so nothing leaves until that is lifted.', place);
  return flags.proofMode
    ? note(
        'It is on: live, messages are made ready to the last byte and kept. They leave when somebody lifts it.',
        place,
      )
    : note('It is off: what a live campaign sends really leaves.', place);
}

/** The points of the list in the order in which a person goes through them. */
const points: readonly (readonly [GoLiveCheck['code'], title: string, look: (facts: GoLiveFacts) => Point])[] = [
  ['campaign', 'The campaign', campaignPoint],
  ['mailbox', 'A mailbox that can send', mailboxPoint],
  ['test-message', 'A test message arrived', testPoint],
  ['authentication', 'Mail is known to be yours', authenticationPoint],
  ['postal-address', 'A postal address', addressPoint],
  ['unsubscribe', 'A way to unsubscribe', unsubscribePoint],
  ['caps', 'Limits', capsPoint],
  ['preview', 'The messages were read', previewPoint],
  ['people', 'People', peoplePoint],
  ['first-messages', 'The first messages', firstPoint],
  ['house', 'Proof mode', housePoint],
];

/** What the software finds on each point. Pure. */
export const goLiveChecks = (facts: GoLiveFacts): readonly GoLiveCheck[] =>
  points.map(([code, title, look]) => ({ code, title, ...look(facts) }));

/** Whether nothing stands in the way. What could not be found out does. */
export const isReadyToGoLive = (checks: readonly GoLiveCheck[]): boolean =>
  checks.every(({ verdict }) => verdict === 'pass' || verdict === 'note');

/** What going live means, in one sentence or two that a person agrees to. */
export function goLiveSentence(facts: GoLiveFacts): string {
  const { campaign, inSequence, flags } = facts;
  const people = inSequence === 1 ? '1 lead is in sequence' : `${inSequence} leads are in sequence`;
  const from = inUse(facts).length === 0 ? 'no mailbox' : listed(inUse(facts));
  const proof = flags?.proofMode === false ? '' : ' Proof mode is on: until it is lifted, nothing leaves.';
  const first =
    campaign.approveFirst === 0 ? '' : ` The first ${campaign.approveFirst} wait until somebody has read them.`;
  return `“${campaign.name}” writes to real people from now on, from ${from}, at most ${campaign.limits.perDay} messages a day; ${people}.${first}${proof}`;
}
