import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bootstrapDatabaseSchema } from '@aicmo/core-db';
import { camMigrations } from '@aicmo/cam';
import { allMigrations } from '@aicmo/workspace';
import { benchLeads } from './core-db/bench-leads.ts';
import { inOwnDatabase, postgresBulk, postgresPointRead } from './core-db/postgres-sides.ts';
import { line, median, timed } from './core-db/rounds.ts';
import { sqliteBulk, sqlitePointRead } from './core-db/sqlite-sides.ts';

/*
 * What the handle costs over the raw drivers: the same rows into the same table, both sides in one run, in turns, and
 * the median of each. Ratios carry from one machine to another; milliseconds do not.
 * Run: npx nx bench core-db, or: node tools/bench/src/core-db.bench.ts [leads] [rounds]
 */

/** Jest's set-up starts a server for a program just as well; it has no types. */
const jestSetup = (name: string): ((config: object) => Promise<void>) =>
  createRequire(import.meta.url)(path.join(import.meta.dirname, '../../jest', name));
const [startPostgres, stopPostgres] = [jestSetup('with-postgres.cjs'), jestSetup('stop-postgres.cjs')];

const leads = benchLeads(Number(process.argv[2] ?? 100_000));
const rounds = Number(process.argv[3] ?? 5);
const reads = Math.min(500, leads.length);
const say = (text: string): void => void process.stdout.write(text);

const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-bench-'));
try {
  await bootstrapTimes();
  const sqlite = { folder, leads, rounds };
  say(line(await sqlitePointRead(sqlite, reads * 10)));
  say(line(await sqliteBulk(sqlite)));
  await startPostgres({});
  await inOwnDatabase(process.env['TEST_POSTGRES_URL'] ?? '', async (url) => {
    say(line(await postgresBulk({ url, leads, rounds })));
    say(line(await postgresPointRead({ url, leads, rounds }, reads)));
  });
} finally {
  await stopPostgres({});
  await rm(folder, { recursive: true, force: true });
}

/** The call of a bootstrap, not the process: on a file that is not there, and again on the same. */
async function bootstrapTimes(): Promise<void> {
  const migrations = await allMigrations();
  const [empty, upToDate]: [number[], number[]] = [[], []];
  // Once for what is loaded at the first call.
  await bootstrapDatabaseSchema({ url: `sqlite:${path.join(folder, 'first.db')}`, migrations: [camMigrations] });
  for (let round = 0; round < rounds; round += 1) {
    const url = `sqlite:${path.join(folder, `${round}.db`)}`;
    const once = async (): Promise<void> => void (await bootstrapDatabaseSchema({ url, migrations }));
    empty.push(await timed(once));
    upToDate.push(await timed(once));
  }
  for (const [what, took, goal] of [
    ['Bootstrap of an empty SQLite file', median(empty), 300],
    ['Bootstrap of one that is up to date', median(upToDate), 50],
  ] as const)
    say(`${what}: ${took.toFixed(0)} ms (goal ${goal} ms: ${took <= goal ? 'held' : 'MISSED'})\n`);
}
