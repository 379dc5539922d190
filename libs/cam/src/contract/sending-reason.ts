import * as z from 'zod/mini';
import type { AttemptMode } from './outreach-attempt.ts';
import type { Campaign } from './campaign.ts';
import type { Client } from './client.ts';

/** One sentence on why a campaign does or does not send. */
export const SendingReason = z.object({
  code: z.string(),
  text: z.string(),
  /** `holds`: nothing leaves because of it; `limits`: it only says how; `goes`: nothing stands against it. */
  effect: z.enum(['holds', 'limits', 'goes']),
});
export type SendingReason = z.infer<typeof SendingReason>;

/** What the explanation looks at. Single messages have reasons of their own: those are not repeated here. */
export interface SendingFacts {
  readonly campaign: Pick<
    Campaign,
    'status' | 'statusReason' | 'mode' | 'startsOn' | 'endsOn' | 'channels' | 'senderAddress'
  >;
  readonly client: Pick<Client, 'name' | 'senderAddress' | 'postalAddress'>;
  /** Null: they cannot be read, and then nothing leaves either. */
  readonly flags: { readonly paused: boolean; readonly killed: boolean; readonly proofMode: boolean } | null;
  /** The local date of the client. */
  readonly today: string;
  /** The mode in which it would run now. */
  readonly attemptMode: AttemptMode;
  readonly inSequence: number;
  readonly blocked: number;
}

const holds = (code: string, text: string): SendingReason => ({ code, text, effect: 'holds' });
const limits = (code: string, text: string): SendingReason => ({ code, text, effect: 'limits' });

/**
 * Why a campaign as a whole does or does not send, in the order in which the gate asks (DOMAIN section 4): the house,
 * the campaign, its dates, its people, its sender. Never empty.
 */
export function explainSending(facts: SendingFacts): readonly SendingReason[] {
  const reasons = [...ofHouse(facts), ...ofCampaign(facts), ...ofDates(facts), ...ofPeople(facts), ...ofSender(facts)];
  if (reasons.some(({ effect }) => effect === 'holds')) return reasons;
  const text = 'It runs: each message is taken up when its turn and its hour come.';
  return [{ code: 'runs', text, effect: 'goes' }, ...reasons];
}

function ofHouse({ flags }: SendingFacts): readonly SendingReason[] {
  if (flags === null)
    return [holds('flags-unknown', 'Whether the house is held cannot be read. Until then nothing leaves.')];
  if (flags.killed) return [holds('killed', 'Everything is held, for every client.')];
  return flags.paused ? [holds('paused', 'All sending is held, for every client.')] : [];
}

function ofCampaign({ campaign, attemptMode }: SendingFacts): readonly SendingReason[] {
  const why = campaign.statusReason === '' ? '' : ` ${campaign.statusReason}`;
  const states: Readonly<Record<Campaign['status'], string>> = {
    DRAFT: 'It is a draft: nobody has started it.',
    PAUSED: `It is paused.${why}`,
    COMPLETED: `It is completed.${why}`,
    ARCHIVED: 'It is archived.',
    ACTIVE: '',
  };
  const status = states[campaign.status];
  const modes: Readonly<Record<AttemptMode, readonly SendingReason[]>> = {
    SIMULATION: [limits('simulation', 'It simulates: messages are written and checked, and none leaves.')],
    PROOF: [limits('proof', 'Proof mode is on: messages are made ready and kept, and none leaves.')],
    LIVE: [],
  };
  return [...(status === '' ? [] : [holds('status', status)]), ...modes[attemptMode]];
}

function ofDates({ campaign: { startsOn, endsOn }, today }: SendingFacts): readonly SendingReason[] {
  if (startsOn !== null && today < startsOn) return [holds('not-started', `It starts on ${dateWords(startsOn)}.`)];
  if (endsOn !== null && today > endsOn) return [holds('ended', `It ended on ${dateWords(endsOn)}.`)];
  return endsOn === null ? [] : [limits('ends', `It ends on ${dateWords(endsOn)}.`)];
}

function ofPeople({ inSequence, blocked }: SendingFacts): readonly SendingReason[] {
  if (inSequence === 0) return [holds('nobody', 'Nobody is in sequence yet: import leads into it.')];
  if (blocked === 0) return [];
  const words = blocked === 1 ? '1 message waits' : `${blocked} messages wait`;
  return [limits('blocked', `${words} until a person changes something; each says what.`)];
}

/** Missing particulars of the sender only hold what would really leave. */
function ofSender({ campaign, client, attemptMode }: SendingFacts): readonly SendingReason[] {
  const say = attemptMode === 'SIMULATION' ? limits : holds;
  const before = attemptMode === 'SIMULATION' ? 'Before it can be live, ' : '';
  const address = campaign.senderAddress ?? client.senderAddress;
  return [
    ...(address === '' ? [say('no-sender', upper(`${before}${client.name} needs a mail address to send from.`))] : []),
    ...(client.postalAddress === ''
      ? [say('no-postal-address', upper(`${before}${client.name} needs a postal address for the end of each message.`))]
      : []),
    ...(campaign.channels.includes('email')
      ? []
      : [limits('no-mail', 'Mail is not among its channels, so its messages become tasks for a person.')]),
  ];
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 April 2026". */
const dateWords = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
