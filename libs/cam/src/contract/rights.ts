import * as z from 'zod/mini';
import { Consent, LeadState } from './lead.ts';

/** One change of what a person has allowed: when, from what to what, where that comes from, and who wrote it down. */
export const ConsentEvent = z.object({
  id: z.string(),
  at: z.string(),
  before: Consent,
  consent: Consent,
  /** Where it comes from, in words. */
  source: z.string(),
  why: z.string(),
  /** The sentence that the person agreed to, as it was shown; empty where there was none. */
  agreedTo: z.string(),
  actor: z.string(),
});
export type ConsentEvent = z.infer<typeof ConsentEvent>;

/** One kind of thing that is held on a person, and what erasing does to it. */
const HeldThing = z.object({
  /** In words for the screen: `Notes`. */
  title: z.string(),
  count: z.number(),
  /** One plain sentence: what erasing does to these. */
  fate: z.string(),
});

/** A lead of the person. */
const HeldLead = z.object({
  id: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  name: z.string(),
  company: z.string(),
  email: z.string(),
  state: LeadState,
  consent: Consent,
});

/** Everything that is held on one person, over all clients. */
export const PersonHeld = z.object({
  /** As it was asked for, in its normal form. */
  address: z.string(),
  leads: z.array(HeldLead),
  things: z.array(HeldThing),
  /** Addresses, profiles and numbers under which the person is known. */
  knownAs: z.array(z.string()),
  /** Why nobody writes to this person, where somebody said so. */
  suppressedBy: z.array(z.string()),
  /** When this person was erased, if ever: then a hash of the address is all that is held. */
  erasedAt: z.nullable(z.string()),
});
export type PersonHeld = z.infer<typeof PersonHeld>;

/** What is given to a person who asks what is held on them. */
export const PersonExport = z.object({
  address: z.string(),
  exportedAt: z.string(),
  /** For each kind of thing its rows, with the names of their columns. */
  held: z.array(
    z.object({
      title: z.string(),
      rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    }),
  ),
});
export type PersonExport = z.infer<typeof PersonExport>;

/** How many of one kind of thing were erased. */
export const ErasureCount = z.object({ title: z.string(), count: z.number() });
export type ErasureCount = z.infer<typeof ErasureCount>;

/** What was erased, when, by whom and why; never whom. */
export const Erasure = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  cause: z.enum(['PERSON', 'RETENTION']),
  counts: z.array(ErasureCount),
});
export type Erasure = z.infer<typeof Erasure>;
