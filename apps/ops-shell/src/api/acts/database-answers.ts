import * as z from 'zod/mini';
import type { ProbeAnswer } from '../../probe/run-probe.ts';

const finding = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.object({ text: z.string(), commands: z.array(z.string()) }),
});
const counted = z.record(z.string(), z.number());

/** What `verifySchema` reported. */
export const VerifyAnswer = z.object({
  databaseUrl: z.string(),
  state: z.enum(['ok', 'behind', 'empty', 'drift', 'refused', 'damaged']),
  tables: z.number(),
  applied: z.array(z.unknown()),
  pending: z.array(z.unknown()),
  isCompared: z.boolean(),
  migrations: z.object({ finding: z.nullable(finding) }),
  differences: z.array(finding),
  integrity: z.array(finding),
  tookMs: z.number(),
});
export type VerifyAnswer = z.infer<typeof VerifyAnswer>;

/** The newest backups, and how many there are. */
export const BackupsAnswer = z.object({
  databaseUrl: z.string(),
  folder: z.string(),
  total: z.number(),
  backups: z.array(
    z.object({
      file: z.string(),
      bytes: z.number(),
      madeAt: z.string(),
      aicmoVersion: z.nullable(z.string()),
      rows: z.nullable(z.number()),
    }),
  ),
});
export type BackupsAnswer = z.infer<typeof BackupsAnswer>;

/** A backup that was made. */
export const BackupAnswer = z.object({
  databaseUrl: z.string(),
  file: z.string(),
  bytes: z.number(),
  rows: counted,
  leftBehind: z.array(z.string()),
  tookMs: z.number(),
});
export type BackupAnswer = z.infer<typeof BackupAnswer>;

/** What a restore did. */
export const RestoreAnswer = z.object({
  databaseUrl: z.string(),
  backup: z.string(),
  madeAt: z.nullable(z.string()),
  rows: counted,
  pending: z.array(z.unknown()),
  before: z.nullable(
    z.object({ file: z.string(), undo: z.object({ text: z.string(), commands: z.array(z.string()) }) }),
  ),
  notes: z.array(z.string()),
  tookMs: z.number(),
});
export type RestoreAnswer = z.infer<typeof RestoreAnswer>;

const failed = z.object({ failed: z.object({ code: z.string(), message: z.string() }) });

/** What a process answered, or in words why it did not do it. */
export type Told<T> = { readonly value: T } | { readonly refusal: string };

/** Reads the answer of a process of ours; one that makes no sense is a refusal too. */
export function told<T>(answer: ProbeAnswer, schema: z.ZodMiniType<T>): Told<T> {
  if (!answer.ok) return { refusal: answer.detail };
  const refused = failed.safeParse(answer.value);
  if (refused.success) return { refusal: refused.data.failed.message };
  const read = schema.safeParse(answer.value);
  return read.success ? { value: read.data } : { refusal: 'Its report could not be read.' };
}
