import type { OutreachAttempt, StoredRefusal } from '../../contract/outreach-attempt.ts';
import type { SimulatedHold, SimulatedMessage } from '../../contract/simulation.ts';

/** Rules that name no single person, in their own words; another one speaks for itself. */
const ruleWords: Readonly<Record<string, string>> = {
  'outside-window': 'Outside the sending hours where the recipient is.',
  'mailbox-gap': 'The mailbox rests between two messages.',
  'cap-lead': 'One message to a person in 24 hours.',
  'cap-mailbox': 'The mailbox had reached its messages for the day.',
  'cap-campaign': 'The campaign had reached its messages for the day.',
  'cap-recipient-domain': 'So many messages an hour to one company, and no more.',
  'cap-workspace': 'The workspace had reached its messages for the day.',
  'enrolment-paused': 'The person is away or was paused.',
};

/** Which rules put messages off, the most frequent first. */
export function rulesThatBound(
  messages: readonly SimulatedMessage[],
): { code: string; text: string; messages: number }[] {
  const found = new Map<string, { code: string; text: string; messages: number }>();
  for (const { bound } of messages) {
    for (const { code, text } of bound) {
      const rule = found.get(code) ?? { code, text: ruleWords[code] ?? text, messages: 0 };
      found.set(code, { ...rule, messages: rule.messages + 1 });
    }
  }
  return [...found.values()].sort((one, other) => other.messages - one.messages || (one.code < other.code ? -1 : 1));
}

const mostNames = 5;

/** Asked again by itself, and true until somebody publishes the records. */
const isOfTheDomain = ({ code }: StoredRefusal): boolean => code === 'sender-not-authenticated';

/** What waits for a person when the days are over, by reason. */
export function heldAtTheEnd(attempts: readonly OutreachAttempt[]): SimulatedHold[] {
  const waiting = attempts
    .filter(({ state, reasons }) => state === 'BLOCKED' || state === 'UNCERTAIN' || reasons.some(isOfTheDomain))
    // What time lifts is not what a person is waited for.
    .map((each) => ({
      ...each,
      reasons: each.reasons.filter((reason) => reason.liftedBy === 'person' || isOfTheDomain(reason)),
    }));
  const groups = Map.groupBy(waiting, ({ reasons }) => reasons.map(({ code }) => code).join(' '));
  return [...groups.values()]
    .map((group) => ({
      reasons: [...(group[0]?.reasons ?? [])],
      people: group.length,
      names: group.slice(0, mostNames).map(({ leadName }) => leadName),
    }))
    .sort((one, other) => other.people - one.people);
}
