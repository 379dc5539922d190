import type { Tx } from '@aicmo/core-db';

/**
 * What other libraries may be told of. The payload of each, all ids as text:
 *
 * - `cam-lead-imported-batch` (subject: the batch) `{ clientId, campaignId, imported, updated }`
 * - `cam-lead-import-undone` (subject: the batch) `{ clientId, removed }`
 * - `cam-lead-scored` (subject: the client, when many are) `{ clientId, version, scored, moved }`
 * - `cam-lead-moved` `{ clientId, from, to }`
 * - `cam-lead-won` `{ clientId, wonClientId }`
 * - `cam-lead-consent-changed` `{ clientId, from, to }`
 * - `cam-lead-merged` (subject: the one that stays) `{ clientId, mergedLeadId, mergeId }`
 * - `cam-lead-merge-undone` (the same)
 * - `cam-lead-erased` `{ clientId }`
 * - `cam-lead-captured` (a web form) `{ clientId, formId }`
 * - `cam-lead-replied` (a person wrote) `{ clientId, campaignId, inboundId, kind }`
 * - `cam-message-bounced`, `cam-message-complained` (subject: the message) `{ clientId, campaignId, leadId }`
 * - `cam-campaign-held` (subject: the campaign; a guardrail paused it) `{ clientId, kind, reason }`
 */
export type AcquisitionTopic =
  | 'cam-lead-imported-batch'
  | 'cam-lead-import-undone'
  | 'cam-lead-scored'
  | 'cam-lead-moved'
  | 'cam-lead-won'
  | 'cam-lead-consent-changed'
  | 'cam-lead-merged'
  | 'cam-lead-merge-undone'
  | 'cam-lead-erased'
  | 'cam-lead-captured'
  | 'cam-lead-replied'
  | 'cam-message-bounced'
  | 'cam-message-complained'
  | 'cam-campaign-held';

/** Something that happened to leads. */
export interface AcquisitionEvent {
  readonly topic: AcquisitionTopic;
  /** The lead's id where the topic says nothing else; events of one subject arrive in order. */
  readonly subject: string;
  /** JSON values only. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Where cam tells what happened: written in the transaction of the change it tells of, or not at all. */
export interface AcquisitionEvents {
  publish(tx: Tx, event: AcquisitionEvent): Promise<void>;
}

/** Tells nobody. */
export const noAcquisitionEvents: AcquisitionEvents = { publish: async () => undefined };
