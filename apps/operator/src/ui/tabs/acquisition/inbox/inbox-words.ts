import type { InboundKind, InboxItem, InboxOutcome } from '@aicmo/cam/contract';
import type { Tone } from '@aicmo/ui';

/** What a message is, as a person says it. */
export const kindWords: Readonly<Record<InboundKind, string>> = {
  POSITIVE: 'Positive',
  NEGATIVE: 'Negative',
  NEUTRAL: 'Neutral',
  UNSUBSCRIBE: 'Asks to stop',
  OUT_OF_OFFICE: 'Absent',
  AUTO_REPLY: 'Automatic reply',
  BOUNCE: 'Came back',
  COMPLAINT: 'Complaint',
  DELIVERED: 'Delivered',
};

export const kindTones: Readonly<Record<InboundKind, Tone>> = {
  ...{ POSITIVE: 'good', NEGATIVE: 'warn', NEUTRAL: 'info', UNSUBSCRIBE: 'bad', OUT_OF_OFFICE: 'neutral' },
  ...{ AUTO_REPLY: 'neutral', BOUNCE: 'bad', COMPLAINT: 'bad', DELIVERED: 'neutral' },
};

/** What a person can say that a message is. */
export const sayableKinds: readonly InboundKind[] = [
  ...(['POSITIVE', 'NEUTRAL', 'NEGATIVE', 'UNSUBSCRIBE', 'OUT_OF_OFFICE', 'AUTO_REPLY'] as const),
];

/** What it came to, in the list of what is done. */
export const outcomeWords: Readonly<Record<NonNullable<InboxItem['outcome']>, string>> = {
  INTERESTED: 'Interested',
  MEETING: 'Meeting agreed on',
  NOT_INTERESTED: 'Not interested',
  WRONG_PERSON: 'Wrong person',
  OPTED_OUT: 'Never contact',
  NOTHING: 'Needed no answer',
  ANSWERED: 'Answered',
};

/** The buttons, the usual ones first; what each does besides is said below it. */
export const outcomeActs: readonly { readonly outcome: InboxOutcome; readonly verb: string; readonly does: string }[] =
  [
    { outcome: 'INTERESTED', verb: 'Interested', does: 'Stays here until it is answered' },
    { outcome: 'MEETING', verb: 'Meeting agreed', does: 'Then say when and where' },
    { outcome: 'NOT_INTERESTED', verb: 'Not interested', does: 'Gives the lead up' },
    { outcome: 'WRONG_PERSON', verb: 'Wrong person', does: 'Gives the lead up' },
    { outcome: 'OPTED_OUT', verb: 'Never contact', does: 'Nobody here writes to this person again, for any client' },
    { outcome: 'NOTHING', verb: 'Needs no answer', does: 'Done' },
  ];
