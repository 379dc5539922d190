import type { Tier } from '../../contract/lead.ts';

/** One message of a built-in sequence; all of them are mails. */
export interface DefaultStep {
  readonly day: number;
  /** Empty: continues the thread of the first message. */
  readonly subject: string;
  readonly body: string;
}

/** A sequence that every workspace begins with. */
export interface DefaultSequence {
  readonly key: 'aggressive_close' | 'regular_nurture' | 'long_term_nurture' | 'cold_outreach';
  readonly name: string;
  readonly goal: string;
  readonly tier: Tier;
  readonly steps: readonly DefaultStep[];
}

const numbers: Readonly<Record<DefaultSequence['key'], number>> = {
  aggressive_close: 1,
  regular_nurture: 2,
  long_term_nurture: 3,
  cold_outreach: 4,
};

/** The same in every workspace, so that a campaign's choice can be moved from one to another. */
export const builtInSequenceId = (key: DefaultSequence['key']): string =>
  `00000000-0000-7000-8000-00000000${numbers[key]}000`;

/** `position` from 1. */
export const builtInStepId = (key: DefaultSequence['key'], position: number): string =>
  `00000000-0000-7000-8000-00000000${numbers[key]}${String(position).padStart(3, '0')}`;

/** How every built-in message begins: the greeting works without a first name. */
const greeting = 'Hello {{ lead.firstName | default: "there" }},';

/** Paragraphs with an empty line between them, under the greeting and above the sender's name. */
export const letter = (...paragraphs: readonly string[]): string =>
  [greeting, ...paragraphs, '{{ sender.name }}'].join('\n\n');

/** What the campaign asks for, with an answer where it does not say. */
export const ask = '{{ campaign.callToAction | default: "Would a 20-minute call in the next days suit you?" }}';

/** Why the person is written to, with an honest sentence where the campaign does not say. */
export const reason =
  '{{ campaign.reason | default: "I am writing because your role looks close to the work that we do." }}';

/** Who writes; where nobody has entered a sender, the client itself, which is nobody's first name. */
export const introduction =
  '{% if sender.name == client.name %}This mail comes from {{ client.name }}.{% else %}I am {{ sender.name }} from {{ client.name }}.{% endif %}';

/** The company's name, or words that stand for it. */
export const company = '{{ lead.company | default: "your company" }}';
