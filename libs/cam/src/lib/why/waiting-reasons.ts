import type { SendingReason } from '../../contract/sending-reason.ts';
import type { StoredRefusal } from '../../contract/outreach-attempt.ts';
import { reasonPlace } from './reason-place.ts';

interface Words {
  readonly one: string;
  readonly many: string;
}
const words = (one: string, many: string): Words => ({ one: `1 message ${one}.`, many: `messages ${many}.` });

/** What is said of several messages that wait for one kind of reason, by the beginning of its code. */
const waitingWords: readonly (readonly [beginning: string, words: Words])[] = [
  ['first-messages', words('waits until somebody has read it', 'wait until somebody has read the first ones')],
  ['operator-task', words('is with a person, who does it by hand', 'are with a person, who does them by hand')],
  [
    'review-pending',
    words('waits until somebody has looked at its lead', 'wait until somebody has looked at their leads'),
  ],
  ['do-not-contact', words('is for somebody who must not be contacted', 'are for people who must not be contacted')],
  [
    'suppressed-',
    words(
      'is for somebody on the list of those never contacted',
      'are for people on the list of those never contacted',
    ),
  ],
  ['no-recipient', words('has no address on its channel', 'have no address on their channel')],
  [
    'address-invalid',
    words('is for an address at which nothing can arrive', 'are for addresses at which nothing can arrive'),
  ],
  [
    'content-',
    words('has something in its text that must not leave', 'have something in their text that must not leave'),
  ],
  ['step-order', words('follows one that did not arrive', 'follow one that did not arrive')],
  ['step-delay', words('waits for its day in the sequence', 'wait for their day in the sequence')],
  ['enrolment-', words('waits because its sequence is paused', 'wait because their sequence is paused')],
  ['outside-window', words('waits for the sending hours of its reader', 'wait for the sending hours of their readers')],
  ['cap-', words('waits for room under a limit', 'wait for room under a limit')],
  ['mailbox-gap', words('waits for its turn at the mailbox', 'wait for their turn at the mailbox')],
];

/** Why the messages that wait do, by the reason that binds each: one line for each kind, most messages first. */
export function waitingReasons(
  waiting: readonly (readonly StoredRefusal[])[],
  campaignId: string,
): readonly SendingReason[] {
  const kinds = Map.groupBy(
    waiting.flatMap((reasons) => bindingReason(reasons) ?? []),
    ({ code }) => waitingWords.find(([beginning]) => code.startsWith(beginning)),
  );
  return [...kinds]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .flatMap(([kind, reasons]) => {
      const [first] = reasons;
      if (kind === undefined || first === undefined) return []; // said of the campaign as a whole
      const { one, many } = kind[1];
      const moments = reasons.flatMap(({ notBefore }) => notBefore ?? []).sort();
      return {
        ...{ code: `waiting-${first.code}`, effect: 'limits' as const, until: moments[0] ?? null },
        text: reasons.length === 1 ? one : `${reasons.length} ${many}`,
        place: reasonPlace(first.code, { campaignId, leadId: null, sequenceId: null }),
      };
    });
}

/** What a person has to lift comes before what time does. */
const bindingReason = (reasons: readonly StoredRefusal[]): StoredRefusal | undefined =>
  reasons.find(({ liftedBy }) => liftedBy === 'person') ?? reasons[0];
