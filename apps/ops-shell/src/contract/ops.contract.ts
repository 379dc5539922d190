import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** One check's finding. */
export const CheckResult = z.object({
  id: z.string(),
  title: z.string(),
  /** `unknown`: it could not find out. `skipped`: it does not apply. Neither counts as a pass. */
  verdict: z.enum(['pass', 'fail', 'unknown', 'skipped']),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  /** One plain sentence: what was found. */
  summary: z.string(),
  /** What the verdict rests on, without secrets. */
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The title of the check that must pass before this one can know. */
  blockedBy: z.nullable(z.string()),
  remedy: z.nullable(z.object({ text: z.string(), commands: z.array(z.string()) })),
  observedAt: z.string(),
  /** Null for a check that was not asked. */
  ms: z.nullable(z.number()),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** One run of all checks. */
export const CheckReport = z.object({
  startedAt: z.string(),
  /** Null while it runs. */
  tookMs: z.nullable(z.number()),
  results: z.array(CheckResult),
});
export type CheckReport = z.infer<typeof CheckReport>;

/** What the shell offers to programs; people have its pages. */
export const opsContract = defineEndpoints({
  report: {
    method: 'GET',
    path: '/api/ops/report',
    result: z.object({ report: z.nullable(CheckReport) }),
    summary: 'The newest run of the checks',
  },
  run: { method: 'POST', path: '/api/ops/run', result: CheckReport, summary: 'Runs all checks' },
});
