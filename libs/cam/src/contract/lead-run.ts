import * as z from 'zod/mini';

/** What a pass over many leads does. */
export const LeadRunKind = z.enum(['SCORE', 'CHECK', 'ENRICH']);
export type LeadRunKind = z.infer<typeof LeadRunKind>;

/** One pass over many leads, in transactions of 500; what it has done stays when it stops. */
export const LeadRun = z.object({
  id: z.string(),
  kind: LeadRunKind,
  clientId: z.string(),
  /** Null: all leads of the client. */
  campaignId: z.nullable(z.string()),
  /** INTERRUPTED: it says that it runs, and nothing has moved it for two minutes. */
  status: z.enum(['RUNNING', 'COMPLETED', 'STOPPED', 'FAILED', 'INTERRUPTED']),
  why: z.string(),
  total: z.number(),
  done: z.number(),
  /** Leads for which something is different now. */
  changed: z.number(),
  /** What the kind counts besides, by name. */
  counts: z.record(z.string(), z.number()),
  error: z.string(),
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type LeadRun = z.infer<typeof LeadRun>;
