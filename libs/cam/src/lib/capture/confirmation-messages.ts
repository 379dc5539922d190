import type { Tx } from '@aicmo/core-db';

/** A message that asks somebody to confirm what they sent. */
export interface ConfirmationMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly submissionId: string;
}

/** What became of it. */
export interface SentConfirmation {
  /** `not-sent` also for one that was only made as a proof. */
  readonly state: 'sent' | 'not-sent';
  readonly ledgerId: string | null;
  /** For the operator; one plain sentence. */
  readonly why: string;
}

/** Cam's way to the one door out of the house; the workspace plugs it in. */
export interface ConfirmationMessages {
  /** Decides and records it in the transaction; nothing is thrown because nothing may leave. */
  send(tx: Tx, message: ConfirmationMessage): Promise<SentConfirmation>;
}

/** For a house that has no door. */
export const noConfirmationMessages: ConfirmationMessages = {
  send: async () => ({ state: 'not-sent', ledgerId: null, why: 'This house has no way to send messages.' }),
};
