import { createHash } from 'node:crypto';

/** Everything of a message that its reader would see. */
export interface SeenContent {
  /** Empty: no mailbox was chosen. */
  readonly from: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** A fingerprint of a message as it would leave: whoever lets it go lets this go, and nothing else. */
export function contentHash({ from, recipient, subject, text, html }: SeenContent): string {
  const parts = [from, recipient, subject, text, html ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
