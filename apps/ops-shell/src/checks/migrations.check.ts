import * as z from 'zod/mini';
import { bootstrapRemedy, installRemedy, notAnswered, type Check, type Finding } from './check.ts';

const name = z.object({ scope: z.string(), name: z.string() });
const answered = z.union([
  z.object({ failed: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ applied: z.array(name), pending: z.array(name), unknown: z.array(name) }),
]);
type Migrations = Exclude<z.infer<typeof answered>, { readonly failed: unknown }>;

/** Whether the schema is the one that this code expects: what waits, by library, and what only a newer version knows. */
export const migrationsCheck: Check = {
  id: 'migrations',
  title: 'Database schema',
  severity: 'critical',
  after: 'database-reachable',
  run: async ({ probe }) => {
    const answer = await probe({ task: 'migrations', timeoutMs: 15_000 });
    if (!answer.ok) return notAnswered(answer.detail, answer.ms);
    const found = answered.parse(answer.value);
    if (!('failed' in found)) return verdictOf(found, answer.ms);
    const { code, message } = found.failed;
    return { verdict: 'unknown', summary: message, evidence: { Code: code }, remedy: installRemedy, ms: answer.ms };
  },
};

function verdictOf({ applied, pending, unknown }: Migrations, ms: number): Finding {
  if (unknown.length > 0) {
    const summary = `A newer AICMO has changed this database: ${listed(unknown)}`;
    const remedy = { text: 'Start the newer version; this one must not write.', commands: ['git pull && npm ci'] };
    return { verdict: 'fail', summary, evidence: byScope(unknown), remedy, ms };
  }
  if (pending.length > 0) {
    const waits = pending.length === 1 ? '1 migration waits' : `${String(pending.length)} migrations wait`;
    const summary = `${waits}: ${listed(pending)}`;
    return { verdict: 'fail', summary, evidence: byScope(pending), remedy: bootstrapRemedy, ms };
  }
  return {
    verdict: 'pass',
    summary: `All ${String(applied.length)} migrations are applied`,
    evidence: byScope(applied),
    ms,
  };
}

type Names = readonly { readonly scope: string; readonly name: string }[];

function listed(names: Names): string {
  const [first] = names;
  const more = names.length > 1 ? ` and ${String(names.length - 1)} more` : '';
  return first === undefined ? '' : `${first.scope} ${first.name}${more}`;
}

const byScope = (names: Names): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...Map.groupBy(names, ({ scope }) => scope)].map(([scope, own]) => [
      scope,
      own.map((entry) => entry.name).join(', '),
    ]),
  );
