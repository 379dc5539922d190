import * as z from 'zod/mini';

/** What makes a mail look like mass mail, or is better seen before it leaves. Nothing of it stops a message. */
export const LintFinding = z.object({
  rule: z.enum(['long-subject', 'long-text', 'many-links', 'shouting', 'bulk-phrase', 'unresolved', 'left-out']),
  /** One plain sentence. */
  text: z.string(),
  /** What stands there now. */
  before: z.string(),
  /** What could stand there; empty: nothing, it is left out. Null: only a person can say. */
  after: z.nullable(z.string()),
  /** Whether `after` can take the place of `before` word for word; else it is advice. */
  isExact: z.boolean(),
});
export type LintFinding = z.infer<typeof LintFinding>;
