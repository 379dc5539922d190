import * as z from 'zod/mini';
import { notAnswered, type Check, type Finding } from './check.ts';

const scopesSchema = z.array(z.string());
const tablesSchema = z.object({ tables: z.array(z.string()) });

/** Whether every library that owns tables finds some: a journal that says "applied" proves nothing after a lost file. */
export const applicationTablesCheck: Check = {
  id: 'application-tables',
  title: 'Application tables',
  severity: 'critical',
  after: 'migrations',
  run: async ({ probe }) => {
    const [scopes, database] = await Promise.all([probe({ task: 'scopes' }), probe({ task: 'database' })]);
    if (!scopes.ok) return notAnswered(scopes.detail, scopes.ms);
    if (!database.ok) return notAnswered(database.detail, database.ms);
    const found = tablesSchema.safeParse(database.value);
    if (!found.success) return notAnswered('The list of tables could not be read.', database.ms);
    return verdictOf(scopesSchema.parse(scopes.value), found.data.tables, scopes.ms + database.ms);
  },
};

function verdictOf(scopes: readonly string[], tables: readonly string[], ms: number): Finding {
  const own = (scope: string) => tables.filter((table) => table.startsWith(`${scope.replaceAll('-', '_')}_`)).length;
  const evidence = Object.fromEntries(scopes.map((scope) => [scope, own(scope)]));
  const without = scopes.filter((scope) => own(scope) === 0);
  if (without.length === 0) {
    const all = scopes.reduce((sum, scope) => sum + own(scope), 0);
    return { verdict: 'pass', summary: `${String(all)} tables of ${String(scopes.length)} libraries`, evidence, ms };
  }
  return {
    verdict: 'fail',
    summary: `The schema says it is complete, yet there is no table of ${without.join(', ')}`,
    evidence,
    remedy: {
      text: 'Was the file beside the database that ends in -wal deleted, or a table dropped? Restore a backup; a bootstrap would only cover it.',
      commands: ['npx aicmo db status'],
    },
    ms,
  };
}
