import * as z from 'zod/mini';
import { defineEndpoints } from '@aicmo/core-server/contract';

const build = z.object({
  /** `AICMO_OPERATOR_<version>+<commit>+<date>`: what tells this program from any other on the same port. */
  marker: z.string(),
  version: z.string(),
  commit: z.string(),
  /** When it was built; null while it is served from its sources. */
  builtAt: z.nullable(z.string()),
});

const flags = z.object({
  paused: z.boolean(),
  killed: z.boolean(),
  proofMode: z.boolean(),
  reason: z.nullable(z.string()),
  changedBy: z.nullable(z.string()),
  changedAt: z.nullable(z.string()),
});

const schema = z.object({
  state: z.enum(['ok', 'missing', 'behind', 'newer', 'blocked', 'unreachable']),
  /** One plain sentence: what was found. */
  text: z.string(),
  /** What to type; null where nothing needs to be done. */
  command: z.nullable(z.string()),
  /** Whether the explicit step of this page would help. */
  canBootstrap: z.boolean(),
});

const status = z.object({
  demo: z.boolean(),
  /** Null while the database cannot be read. */
  flags: z.nullable(flags),
  build,
  llm: z.object({
    enabled: z.boolean(),
    /** Why it is on or off, in one sentence. */
    reason: z.string(),
    warning: z.nullable(z.string()),
    /** What to type to switch it on, in the shell that started this; null while it is on. */
    setup: z.nullable(z.array(z.string())),
  }),
  schema,
  /** How many things need a person now, by the tab where each is done; null while that cannot be read. */
  needsYou: z.nullable(z.record(z.string(), z.number())),
});
export type HouseStatus = z.infer<typeof status>;

const logLine = z.object({
  at: z.string(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type HouseLogLine = z.infer<typeof logLine>;

const processFacts = z.object({
  runningFile: z.string(),
  workingDirectory: z.string(),
  nodeVersion: z.string(),
  platform: z.string(),
  startedAt: z.string(),
  memoryMb: z.number(),
  /** Passwords masked. */
  databaseUrl: z.string(),
  home: z.string(),
  /** The variables that this program reads: secrets by presence alone. */
  environment: z.array(z.object({ name: z.string(), value: z.nullable(z.string()), isSecret: z.boolean() })),
});
export type ProcessFacts = z.infer<typeof processFacts>;

/** What every page knows of the house: marks, holds, schema, build; and the acts on them. */
export const houseContract = defineEndpoints({
  status: { method: 'GET', path: '/api/house/status', result: status, summary: 'What every page shows at all times' },
  bootstrap: {
    method: 'POST',
    path: '/api/house/bootstrap',
    result: z.object({
      tablesBefore: z.array(z.string()),
      tablesAfter: z.array(z.string()),
      applied: z.array(z.object({ scope: z.string(), name: z.string(), tookMs: z.number() })),
      upToDate: z.number(),
      tookMs: z.number(),
    }),
    summary: 'Brings the database to this version: the explicit step',
  },
  hold: {
    method: 'POST',
    path: '/api/house/hold',
    body: z.object({
      /** `everything` also stops reading from outside. */
      what: z.enum(['sending', 'everything']),
      reason: z.string(),
    }),
    result: flags,
    summary: 'Holds what leaves the house, at once',
  },
  release: {
    method: 'POST',
    path: '/api/house/release',
    body: z.object({ reason: z.string() }),
    result: flags,
    summary: 'Lets what was held go on',
  },
  proofMode: {
    method: 'POST',
    path: '/api/house/proof-mode',
    body: z.object({ on: z.boolean(), reason: z.string() }),
    result: flags,
    summary: 'Switches between proof mode and the real thing',
  },
  process: {
    method: 'GET',
    path: '/api/house/process',
    result: processFacts,
    summary: 'What runs, from where, with what',
  },
  log: {
    method: 'GET',
    path: '/api/house/log',
    result: z.object({ lines: z.array(logLine) }),
    summary: 'The newest lines of the log, newest first, secrets hidden',
  },
});
