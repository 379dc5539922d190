import { createHash } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod/mini';
import type { RunProbe } from '../../probe/run-probe.ts';

const failed = z.object({ failed: z.object({ code: z.string(), message: z.string() }) });
const planned = z.object({
  databaseUrl: z.string(),
  dbType: z.enum(['sqlite', 'postgres']),
  tablesBefore: z.array(z.string()),
  planned: z.array(z.object({ scope: z.string(), name: z.string(), sql: z.optional(z.array(z.string())) })),
});

/** What the schema step would do now. */
export interface BootstrapPlan {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  /** What a person types to confirm: the name of the database. */
  readonly name: string;
  readonly tables: number;
  readonly pending: readonly { readonly scope: string; readonly name: string }[];
  /** Changes with anything above: what was confirmed must still be what is done. */
  readonly hash: string;
}

/** The plan, or in one sentence why there is none and nothing may be done. */
export type PlanAnswer = BootstrapPlan | { readonly refusal: string };

/** Asks a process of its own; nothing is changed and no file is made. */
export async function readBootstrapPlan(probe: RunProbe): Promise<PlanAnswer> {
  const answer = await probe({ task: 'plan', timeoutMs: 20_000 });
  if (!answer.ok) return { refusal: answer.detail };
  const refused = failed.safeParse(answer.value);
  if (refused.success) return { refusal: refused.data.failed.message };
  const read = planned.safeParse(answer.value);
  if (!read.success) return { refusal: 'What it would do could not be read.' };
  const { databaseUrl, dbType, tablesBefore, planned: steps } = read.data;
  const hash = createHash('sha256')
    .update(JSON.stringify([databaseUrl, dbType, tablesBefore, steps]))
    .digest('hex');
  const pending = steps.map(({ scope, name }) => ({ scope, name }));
  return { databaseUrl, dbType, name: databaseNameIn(databaseUrl), tables: tablesBefore.length, pending, hash };
}

/** The last part of the address: `aicmo.db`, `aicmo`. */
export const databaseNameIn = (databaseUrl: string): string =>
  path.posix.basename(databaseUrl.replace(/[?#].*$/s, '').replace(/^[a-z]+:(?:\/\/)?/i, '')) || 'database';
