import * as z from 'zod/mini';

/** Exactly what would leave: what an approval is bound to. DOMAIN section 4. */
export const Deliverable = z.object({
  text: z.string(),
  mediaDigests: z.array(z.string()),
  links: z.array(z.string()),
  /** Who it is for: an account, a person, a list. */
  audience: z.string(),
  /** A channel or a platform. */
  channel: z.string(),
  /** When it may leave; null for any time. */
  window: z.nullable(z.object({ from: z.string(), to: z.nullable(z.string()) })),
});
/** Exactly what would leave. */
export type Deliverable = z.infer<typeof Deliverable>;

/** A person's decision about exactly one content. */
export const Approval = z.object({
  subjectKind: z.string(),
  subjectId: z.string(),
  decision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'WITHDRAWN']),
  /** Of the content that the person saw. */
  hash: z.string(),
  /** Of each of its fields, so that a later difference can be named. */
  fieldHashes: z.record(z.string(), z.string()),
  by: z.string(),
  why: z.nullable(z.string()),
  at: z.string(),
});
/** A person's decision about exactly one content. */
export type Approval = z.infer<typeof Approval>;
