import * as z from 'zod/mini';

/** An outside service that knows more about people or addresses. */
export const ConnectorState = z.object({
  id: z.string(),
  name: z.string(),
  /** What it does: `people` fills what is empty, `addresses` says whether a mailbox exists. */
  does: z.enum(['people', 'addresses']),
  /** Whether it has a key. Without one it is off and nothing is asked. */
  isOn: z.boolean(),
  /** One plain sentence: what it is for, or what to set to switch it on. */
  text: z.string(),
});
export type ConnectorState = z.infer<typeof ConnectorState>;

/** One field that was empty and was filled. */
export const FilledField = z.object({
  id: z.string(),
  leadId: z.string(),
  field: z.string(),
  value: z.string(),
  /** Where the value is from, in words. */
  source: z.string(),
  filledBy: z.string(),
  filledAt: z.string(),
  /** When it was taken back; null: it stands. */
  undoneAt: z.nullable(z.string()),
});
export type FilledField = z.infer<typeof FilledField>;
