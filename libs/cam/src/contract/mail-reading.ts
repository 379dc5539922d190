import * as z from 'zod/mini';

/** How reading of a mailbox goes. */
export const MailReading = z.object({
  mailboxId: z.string(),
  address: z.string(),
  /** When it was last read to its end; null: never. Kept to five minutes. */
  readAt: z.nullable(z.string()),
  /** Since when it fails without a break; null: it does not. */
  failingSince: z.nullable(z.string()),
  /** One plain sentence; empty: it works. */
  failure: z.string(),
  nextTryAt: z.nullable(z.string()),
  /** Messages that were looked at, and those of them that were about our outreach. Others are never kept. */
  seen: z.number(),
  kept: z.number(),
});
export type MailReading = z.infer<typeof MailReading>;
