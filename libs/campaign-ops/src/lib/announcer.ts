import type { Tx } from '@aicmo/core-db';

/** Something that happened here and that other libraries may want to know; the workspace tells them. */
export type OpsAnnouncement = {
  /** The task's id: events of one subject arrive in order. */
  readonly subject: string;
} & (
  | {
      /** A person published a planned post and proved it. */
      readonly topic: 'campaign-ops-post-published';
      readonly payload: { readonly taskId: string; readonly url: string | null };
    }
  | {
      /** A person did a step of a sequence by hand and proved it. */
      readonly topic: 'campaign-ops-outreach-done';
      readonly payload: OutreachPayload & { readonly url: string | null; readonly note: string };
    }
  | {
      /** A person decided that nobody does it. */
      readonly topic: 'campaign-ops-outreach-left-out';
      readonly payload: OutreachPayload & { readonly reason: string };
    }
);

/** `attemptId`: the message that the task is for. */
type OutreachPayload = { readonly taskId: string; readonly attemptId: string; readonly by: string };

/** Port: tells others, in the same transaction. */
export type OpsAnnouncer = (tx: Tx, announcement: OpsAnnouncement) => Promise<void>;
