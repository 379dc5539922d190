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
  /** The stable code of why this is no pass; null for a pass. docs/ops.md has its cause and cure. */
  reason: z.nullable(z.string()),
  /** The ids of the checks that are the cause, when this one was not asked because of them. */
  blockedBy: z.array(z.string()),
  remedy: z.nullable(z.object({ text: z.string(), commands: z.array(z.string()) })),
  observedAt: z.string(),
  /** Null for a check that was not asked. */
  ms: z.nullable(z.number()),
  /** Since when it has had this verdict for this reason; null when nobody has seen it before. */
  since: z.nullable(z.string()),
  /** When it last passed; null when nobody has seen that. */
  lastPass: z.nullable(z.string()),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** One run of all checks. */
export const CheckReport = z.object({
  startedAt: z.string(),
  /** Null while it runs. */
  tookMs: z.nullable(z.number()),
  results: z.array(CheckResult),
  /** The ids of what is wrong now and was not in the run before, and the other way round; empty while it runs. */
  worse: z.array(z.string()),
  better: z.array(z.string()),
});
export type CheckReport = z.infer<typeof CheckReport>;

/** What happens in a run, as it happens. Whoever begins to listen is first told of the newest run. */
export const CheckEvent = z.union([
  z.object({ kind: z.literal('report'), report: z.nullable(CheckReport) }),
  z.object({ kind: z.literal('started'), startedAt: z.string() }),
  z.object({ kind: z.literal('finding'), result: CheckResult }),
  z.object({ kind: z.literal('ended'), report: CheckReport }),
]);
export type CheckEvent = z.infer<typeof CheckEvent>;

/** What the shell offers to programs; people have its pages. */
export const opsContract = defineEndpoints({
  report: {
    method: 'GET',
    path: '/api/ops/report',
    result: z.object({ report: z.nullable(CheckReport) }),
    summary: 'The newest run of the checks',
  },
  run: { method: 'POST', path: '/api/ops/run', result: CheckReport, summary: 'Runs all checks' },
  runOne: {
    method: 'POST',
    path: '/api/ops/run/:id',
    result: CheckReport,
    summary: 'Runs one check with what it waits for',
  },
  events: {
    method: 'GET',
    path: '/api/ops/events',
    events: CheckEvent,
    summary: 'What the checks find, as they find it',
  },
});
