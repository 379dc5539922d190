import type { InboundKind } from '../../contract/inbound.ts';
import type { InboxOutcome } from '../../contract/inbox.ts';

/** What the message then was, whatever the machine took it for; null: the outcome says nothing about it. */
export const outcomeKinds: Readonly<Record<InboxOutcome, InboundKind | null>> = {
  INTERESTED: 'POSITIVE',
  MEETING: 'POSITIVE',
  NOT_INTERESTED: 'NEGATIVE',
  WRONG_PERSON: 'NEGATIVE',
  OPTED_OUT: 'UNSUBSCRIBE',
  NOTHING: null,
};

/** How each stands in the story, and beside the button that takes it back, with the person's name at %s. */
export const outcomeWords: Readonly<Record<InboxOutcome, { readonly told: string; readonly undo: string }>> = {
  INTERESTED: { told: 'Interested', undo: '%s is interested, and waits for an answer' },
  MEETING: { told: 'A meeting was agreed on', undo: 'Agreed on a meeting with %s' },
  NOT_INTERESTED: { told: 'Not interested', undo: '%s is not interested' },
  WRONG_PERSON: { told: 'The wrong person', undo: '%s is the wrong person' },
  OPTED_OUT: { told: 'Asked not to be contacted any more', undo: '%s is never contacted again' },
  NOTHING: { told: 'Needs no answer', undo: 'The message of %s needs no answer' },
};
