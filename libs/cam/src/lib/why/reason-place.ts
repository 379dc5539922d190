import type { ReasonPlace } from '../../contract/sending-reason.ts';

/** What a reason may be about. */
export interface ReasonSubjects {
  readonly campaignId: string | null;
  readonly leadId: string | null;
  readonly sequenceId: string | null;
}

type PlaceOf = (subjects: ReasonSubjects) => ReasonPlace | null;

const house: PlaceOf = () => ({ kind: 'house', id: null });
const mailboxes: PlaceOf = () => ({ kind: 'mailboxes', id: null });
const ofCampaign =
  (kind: 'campaign' | 'campaign-settings' | 'first-messages' | 'blocked-messages'): PlaceOf =>
  ({ campaignId }) =>
    campaignId === null ? null : { kind, id: campaignId };
/** Of one lead its page; of many, the messages that are held. */
const lead: PlaceOf = (subjects) =>
  subjects.leadId === null ? ofCampaign('blocked-messages')(subjects) : { kind: 'lead', id: subjects.leadId };
const suppression: PlaceOf = (subjects) =>
  subjects.leadId === null ? ofCampaign('blocked-messages')(subjects) : { kind: 'suppression', id: null };
const sequence: PlaceOf = ({ sequenceId }) => (sequenceId === null ? null : { kind: 'sequence', id: sequenceId });
const tasks: PlaceOf = () => ({ kind: 'tasks', id: null });
const byItself: PlaceOf = () => null;

/** For each reason that the gate knows, by its code: where a person goes to lift it. A spec holds this to the gate. */
export const reasonPlaces: Readonly<Record<string, PlaceOf>> = {
  ...{ 'house-killed': house, 'house-paused': house },
  ...{ 'campaign-not-active': ofCampaign('campaign'), 'campaign-mode': ofCampaign('campaign') },
  ...{ 'campaign-not-started': ofCampaign('campaign-settings'), 'campaign-ended': ofCampaign('campaign-settings') },
  ...{ 'channel-disabled': ofCampaign('campaign-settings'), 'channel-not-configured': mailboxes },
  ...{ 'mailbox-paused': mailboxes, 'mailbox-untested': mailboxes, 'sender-not-authenticated': mailboxes },
  ...{ 'no-recipient': lead, 'address-invalid': lead, 'do-not-contact': lead },
  ...{ 'suppressed-address': suppression, 'suppressed-domain': suppression },
  ...{ 'suppressed-identity': suppression, 'suppressed-blocked-domain': suppression },
  ...{ 'review-pending': lead, 'first-messages': ofCampaign('first-messages') },
  ...{ 'enrolment-not-active': lead, 'enrolment-paused': lead, 'step-order': lead, 'step-delay': sequence },
  ...{ 'content-unknown-variable': sequence, 'content-template-broken': sequence, 'content-placeholder': sequence },
  ...{ 'content-banned-word': sequence, 'content-missing-value': lead },
  ...{ 'content-unsubscribe': mailboxes, 'content-postal-address': mailboxes },
  ...{ 'outside-window': ofCampaign('campaign-settings'), 'window-never-opens': ofCampaign('campaign-settings') },
  ...{ 'cap-campaign': ofCampaign('campaign-settings'), 'cap-mailbox': mailboxes, 'mailbox-gap': mailboxes },
  'operator-task': tasks, // by whoever hands a message over, not by the gate
  ...{ 'cap-lead': byItself, 'cap-recipient-domain': byItself, 'cap-workspace': byItself },
};

/** Where a person goes to lift a reason; null: time does, or nothing can be set. */
export const reasonPlace = (code: string, subjects: ReasonSubjects): ReasonPlace | null =>
  reasonPlaces[code]?.(subjects) ?? null;
