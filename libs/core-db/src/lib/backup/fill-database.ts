import { sql } from 'kysely';
import { conflict } from '@aicmo/core-kernel';
import { bulkInsert, inChunks } from '../bulk/bulk-insert.ts';
import { hashTable, refuseDifference } from '../copy/compare-tables.ts';
import { planCopy, type TablePlan } from '../copy/copy-plan.ts';
import { readSequence, writeSequence } from '../copy/copy-sequence.ts';
import { readTable } from '../copy/read-table.ts';
import { isSame, type MigrationSet } from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { compileMigrations, type CompiledMigration } from '../migrations/compile-migrations.ts';
import { journalTable } from '../migrations/journal-row.ts';
import { ensureJournal } from '../migrations/journal.ts';
import { listTablesOf } from '../migrations/migration-sql.ts';
import { runCompiled } from '../schema/run-compiled.ts';
import type { SchemaReader } from '../schema/schema-description.ts';
import { refuse } from './refuse.ts';

/** One side of a transfer: a transaction, or a view of one moment. */
export interface TransferSide {
  readonly dialect: DatabaseDialect;
  readonly db: SchemaReader;
}

/** From where, to where, and what. */
export interface Transfer {
  readonly source: TransferSide;
  /** Without tables of ours. */
  readonly target: TransferSide;
  /** The migrations that the source has had. */
  readonly sets: readonly MigrationSet[];
  readonly onStep: (step: string) => void;
}

const rowsAtOnce = 2000;

/**
 * Makes the source's tables in the target, fills them row by row, and compares: every table is counted and hashed on both
 * sides. Gives the tables that it made. All of it belongs to the caller's transaction, so that it happens or not.
 */
export async function fillDatabase({ source, target, sets, onStep }: Transfer): Promise<readonly string[]> {
  const strangers = new Set(await listTablesOf(target.db, target.dialect));
  const compiled = await compileMigrations(sets, target.dialect);
  await runCompiled(target.db, compiled);
  await ensureJournal(target.db, target.dialect);
  const made = (await listTablesOf(target.db, target.dialect)).filter((table) => !strangers.has(table));
  const plans = await plansOf(source, target, new Set(made.filter((table) => table !== journalTable)));
  // Rows that migrations brought along come from the source like all others.
  for (const { table } of [...plans].reverse()) await target.db.deleteFrom(table).execute();
  for (const [at, plan] of plans.entries()) {
    onStep(`Copying ${plan.table} (${at + 1} of ${plans.length})`);
    await fillTable(source, target, plan);
  }
  onStep('Comparing both sides');
  await compare(source, target, plans);
  await copyJournal(source, target, await compileMigrations(sets, source.dialect), compiled);
  return made;
}

async function fillTable(source: TransferSide, target: TransferSide, plan: TablePlan): Promise<void> {
  const { table, columns, sequence } = plan;
  for await (const batch of readTable(source.db, plan, { rowsAtOnce, after: null }))
    await bulkInsert(
      target.db,
      target.dialect,
      { table, columns, onConflict: 'fail' },
      inChunks(batch, target.dialect.bulk.rowsAtOnce),
    );
  if (sequence === null) return;
  const last = await readSequence({ dialect: source.dialect.name, db: source.db }, table, sequence);
  await writeSequence({ dialect: target.dialect.name, db: target.db }, table, sequence, last);
}

async function compare(source: TransferSide, target: TransferSide, plans: readonly TablePlan[]): Promise<void> {
  for (const plan of plans) {
    const [there, here] = [await hashTable(source.db, plan, rowsAtOnce), await hashTable(target.db, plan, rowsAtOnce)];
    refuseDifference([there], [here]);
  }
}

/** Throws `copy-other-schema` when the source's tables are not what its migrations make. */
async function plansOf(
  source: TransferSide,
  target: TransferSide,
  made: ReadonlySet<string>,
): Promise<readonly TablePlan[]> {
  const there = await planCopy(source.dialect.name, source.db, made);
  const here = await planCopy(target.dialect.name, target.db, made);
  const shape = (plan: TablePlan | undefined): string => JSON.stringify([plan?.columns, plan?.key]);
  const wrong = here.filter((plan) => shape(plan) !== shape(there.find(({ table }) => table === plan.table)));
  if (wrong.length === 0) return here;
  throw refuse(conflict, {
    code: 'copy-other-schema',
    found: `The columns or keys of ${wrong.map(({ table }) => table).join(', ')} are not what the migrations make, so the rows have no place to go to.`,
    remedy: { text: 'See what is different, and mend it:', commands: ['npx aicmo db verify'] },
    details: { tables: wrong.map(({ table }) => table) },
  });
}

/** The journal as it is, but for the checksums: those are over each database's own SQL. */
async function copyJournal(
  source: TransferSide,
  target: TransferSide,
  there: readonly CompiledMigration[],
  here: readonly CompiledMigration[],
): Promise<void> {
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    select * from ${sql.table(journalTable)}`.execute(source.db);
  for (const row of rows) {
    const name = { scope: String(row['scope']), name: String(row['name']) };
    const [from, to] = [there, here].map((all) => all.find((each) => isSame(each, name)));
    const isOurs = from !== undefined && row['checksum'] === from.checksum;
    await target.db
      .insertInto(journalTable)
      .values(isOurs ? { ...row, checksum: to?.checksum ?? null } : { ...row })
      .execute();
  }
}
