import * as z from 'zod/mini';

/** What leaves the house: deliveries, and `ask`, a question to a language model. */
export const egressKinds = ['mail', 'post', 'webhook', 'package', 'self-test', 'ask'] as const;
/**
 * What can become of it; see EFFECTS for the moves. An ask is RESERVED, then ANSWERED or FAILED: it is never SENT, so
 * that the count of external sends of a proof run stays what it is.
 */
export const egressOutcomes = [
  'SIMULATED',
  'PROOFED',
  'REFUSED',
  'RESERVED',
  'SENT',
  'FAILED',
  'UNCERTAIN',
  'ANSWERED',
] as const;

/** One outbound effect that was attempted, and what became of it. */
export const LedgerEntry = z.object({
  id: z.string(),
  kind: z.enum(egressKinds),
  /** The campaign's mode: what was asked for. */
  mode: z.enum(['SIMULATION', 'LIVE']),
  outcome: z.enum(egressOutcomes),
  /** An address, an account or a host. */
  destination: z.string(),
  summary: z.string(),
  /** SHA-256 of the bytes that would leave, in hexadecimal. */
  bodyHash: z.string(),
  /** Why it was refused; empty otherwise. */
  reasons: z.array(z.string()),
  at: z.string(),
});
/** One outbound effect that was attempted, and what became of it. */
export type LedgerEntry = z.infer<typeof LedgerEntry>;
