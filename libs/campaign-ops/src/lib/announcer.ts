import type { Tx } from '@aicmo/core-db';

/** Something that happened here and that other libraries may want to know; the workspace puts it into the outbox. */
export interface OpsAnnouncement {
  /** `campaign-ops-post-published`: a person published a planned post and proved it. */
  readonly topic: 'campaign-ops-post-published';
  /** The task's id: events of one subject arrive in order. */
  readonly subject: string;
  readonly payload: { readonly taskId: string; readonly url: string | null };
}

/** Port: tells others, in the same transaction. */
export type OpsAnnouncer = (tx: Tx, announcement: OpsAnnouncement) => Promise<void>;
