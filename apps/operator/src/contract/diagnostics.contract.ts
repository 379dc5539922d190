import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A label and what was found. */
const Fact = z.object({ label: z.string(), value: z.string() });

/** A part that the house is made of, whether it works, and why. */
export const ServiceView = z.object({
  id: z.string(),
  title: z.string(),
  /** `off`: deliberately not in use; `unknown`: it could not be found out. */
  state: z.enum(['ok', 'off', 'failed', 'unknown']),
  reason: z.string(),
  /** What to type or do; empty when there is nothing to do. */
  remedy: z.string(),
  tookMs: z.number(),
});
export type ServiceView = z.infer<typeof ServiceView>;

export const DiagnosticsReport = z.object({
  takenAt: z.string(),
  buildMarker: z.string(),
  /** Running file, working directory, process, uptime, memory. */
  process: z.array(Fact),
  /** Node, database driver, product. */
  versions: z.array(Fact),
  /** Only names that are ours; secrets masked. */
  environment: z.array(Fact),
  services: z.array(ServiceView),
});
export type DiagnosticsReport = z.infer<typeof DiagnosticsReport>;

/** One line of this process's log, redacted. */
export const LogLine = z.object({
  seq: z.number(),
  at: z.string(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  /** The rest of the entry in one line. */
  facts: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const diagnosticsContract = defineEndpoints({
  report: {
    method: 'GET',
    path: '/api/diagnostics/report',
    result: DiagnosticsReport,
    summary: 'What runs, where, with what, and how each part of it is',
  },
  logs: {
    method: 'GET',
    path: '/api/diagnostics/logs',
    result: z.object({ lines: z.array(LogLine), dropped: z.number() }),
    summary: 'The latest log lines of this process, newest last',
  },
});
