import * as z from 'zod/mini';

/** How a client speaks: kept with the client, used by every message and check. */
export const BrandKit = z.object({
  /** The tone in a few words; empty when nobody said. */
  voice: z.string(),
  /** Words that never appear in a message. */
  bannedWords: z.array(z.string()),
  /** Sentences that every message carries. */
  disclaimers: z.array(z.string()),
});
export type BrandKit = z.infer<typeof BrandKit>;

/** A company that the agency works for. One client may be the agency itself. */
export const Client = z.object({
  id: z.string(),
  name: z.string(),
  isAgency: z.boolean(),
  /** IANA name, such as `Europe/Berlin`; recipients without a zone of their own fall back to it. */
  timeZone: z.string(),
  /** The person in whose name messages are written. */
  senderName: z.string(),
  /** The mail address messages come from; empty until somebody enters it. */
  senderAddress: z.string(),
  /** The postal address that commercial mail has to carry; empty until somebody enters it. */
  postalAddress: z.string(),
  brandKit: BrandKit,
  createdAt: z.string(),
  /** When it was last changed; a change names the one that it saw. */
  updatedAt: z.string(),
  archivedAt: z.nullable(z.string()),
});
export type Client = z.infer<typeof Client>;

/** What a new client is made of; everything but the name has a default. */
export const NewClient = z.object({
  name: z.string(),
  isAgency: z.optional(z.boolean()),
  /** Default `UTC`. */
  timeZone: z.optional(z.string()),
  senderName: z.optional(z.string()),
  senderAddress: z.optional(z.string()),
  postalAddress: z.optional(z.string()),
  brandKit: z.optional(BrandKit),
});
export type NewClient = z.infer<typeof NewClient>;
