import { createRequire } from 'node:module';
import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam } from '@aicmo/cam';
import { inOwnDatabase } from '../core-db/postgres-sides.ts';
import type { BenchContext, BenchPart } from './bench-part.ts';
import { houseOwners, leadRows, type FilledHouse } from './fill-leads.ts';
import { listQuestions } from './list.part.ts';
import { measure } from './measure.ts';

/** Jest's set-up starts a server for a program just as well; it has no types. */
const jestSetup = (name: string): ((config: object) => Promise<void>) =>
  createRequire(import.meta.url)(path.join(import.meta.dirname, '../../../jest', name));

/** The questions of the list on PostgreSQL; what is computed is this process's part alone. */
export const listPostgresPart: BenchPart = {
  name: 'list-postgres',
  what: 'the same questions of the list of leads on PostgreSQL',
  run: async (context) => {
    await jestSetup('with-postgres.cjs')({});
    try {
      await inOwnDatabase(process.env['TEST_POSTGRES_URL'] ?? '', (url) => askAt(url, context));
    } finally {
      await jestSetup('stop-postgres.cjs')({});
    }
  },
};

async function askAt(url: string, { rows, say }: BenchContext): Promise<void> {
  await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
  const db = await openDatabase(url);
  const started = performance.now();
  const house = await fill(db, rows);
  say(`  filled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const cam = createCam({ db, clock: systemClock });
  for (const { name, goal, ask } of listQuestions(cam, house)) await measure(name, goal, ask, say);
  await db.close();
}

interface Tables {
  readonly camLead: Record<string, string | number | null>;
  readonly camLeadCount: Record<string, string | number>;
  readonly camLeadSum: Record<string, string | number>;
  readonly camBatchCount: Record<string, string | number>;
}

const rowsAtOnce = 10_000;
const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

async function fill(db: Database, rows: number): Promise<FilledHouse> {
  const { CompiledQuery } = await import('kysely');
  const handle = db.handle<Tables>('cam');
  const owners = houseOwners();
  let some: Record<string, string | number | null>[] = [];
  const flush = async (): Promise<void> => {
    const chunk = some;
    some = [];
    await db.transaction((tx) => handle.insertMany(tx, 'camLead', chunk));
  };
  for (const row of leadRows(rows, owners)) {
    some.push(Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value ?? null])));
    if (some.length === rowsAtOnce) await flush();
  }
  await flush();
  for (const statement of [...countStatements, 'vacuum analyze'])
    await handle.in().executeQuery(CompiledQuery.raw(statement));
  return { ...owners, leads: [] };
}

/** As `countLeads` counts them on SQLite. */
const countStatements = [
  `insert into cam_lead_count (client_id, campaign_id, state, tier, grade, needs_review, consent, email_check, leads)
    select client_id, coalesce(campaign_id, ''), state, coalesce(tier, ''), coalesce(grade, ''), needs_review, consent,
      email_check, count(*) from cam_lead where merged_into is null group by 1, 2, 3, 4, 5, 6, 7, 8`,
  `insert into cam_lead_sum (client_id, campaign_id, state, tier, needs_review, leads)
    select client_id, campaign_id, state, tier, needs_review, sum(leads) from cam_lead_count group by 1, 2, 3, 4, 5`,
  `insert into cam_batch_count (batch_id, leads) select batch_id, count(*) from cam_lead group by 1`,
];
