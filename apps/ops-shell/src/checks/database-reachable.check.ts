import * as z from 'zod/mini';
import { bootstrapRemedy, notAnswered, type Check } from './check.ts';

const answered = z.union([
  z.object({ failed: z.object({ code: z.string(), message: z.string() }) }),
  z.object({
    databaseUrl: z.string(),
    dbType: z.string(),
    tables: z.array(z.string()),
    ms: z.number(),
    bytes: z.nullable(z.number()),
  }),
]);

/** Whether the database opens and its list of tables can be read; in a process of its own, and never making a file. */
export const databaseReachableCheck: Check = {
  id: 'database-reachable',
  title: 'Database reachable',
  severity: 'critical',
  after: 'database-url',
  run: async ({ probe }) => {
    const answer = await probe({ task: 'database' });
    if (!answer.ok) return notAnswered(answer.detail, answer.ms);
    const found = answered.parse(answer.value);
    if ('failed' in found) return failed(found.failed, answer.ms);
    const size = found.bytes === null ? '' : `, file ${inMegabytes(found.bytes)}`;
    const evidence = { URL: found.databaseUrl, Tables: found.tables.length, 'Answered in': `${String(found.ms)} ms` };
    const name = found.dbType === 'postgres' ? 'PostgreSQL' : 'SQLite';
    const summary = `${name} answers${size}, ${String(found.tables.length)} tables`;
    return { verdict: 'pass', summary, evidence, ms: answer.ms };
  },
};

/** Locked or starting: it is there, and nobody knows more; everything else that a driver refuses is wrong. */
const passing: readonly string[] = [
  'db-busy',
  'db-timeout',
  'db-too-many',
  'db-starting',
  'db-session-ended',
  'db-no-answer',
  'db-hung-up',
  'db-pool-full',
];
/** No file, or one that cannot be opened because its folder is not there either: the explicit step makes both. */
const absent: readonly string[] = ['db-no-file', 'db-cannot-open'];

function failed({ code, message }: { readonly code: string; readonly message: string }, ms: number) {
  const missing = absent.includes(code);
  const verdict = passing.includes(code) ? ('unknown' as const) : ('fail' as const);
  const summary = missing ? 'There is no database yet, or it cannot be opened' : message;
  const remedy = missing ? bootstrapRemedy : { text: message, commands: ['npx aicmo db status'] };
  return { verdict, summary, evidence: { Code: code }, remedy, ms };
}

const inMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
