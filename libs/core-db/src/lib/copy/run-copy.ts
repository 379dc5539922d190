import { CompiledQuery } from 'kysely';
import { conflict, isAppError, type AppError } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { listTables } from '../migrate.ts';
import { listTablesOf } from '../migrations/migration-sql.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { hashTable, refuseDifference } from './compare-tables.ts';
import type { CopiedTable, CopyOptions, CopyProgress, CopyReport } from './copy-database.ts';
import { planCopy, type PlainKysely, type TablePlan } from './copy-plan.ts';
import { beginProgress, copyRunning, createProgress, endProgress, readProgress } from './copy-progress.ts';
import { copyTable } from './copy-table.ts';
import { progressTable } from './progress-table.ts';
import { inOneView } from './one-view.ts';
import { nameOfDatabase, refuseSame } from './same-database.ts';
import { readSequence, writeSequence } from './copy-sequence.ts';

const defaultRowsAtOnce = 2000;

/** `copyDatabase`, with the query builder loaded. */
export async function runCopy(options: CopyOptions): Promise<CopyReport> {
  const started = performance.now();
  const leftBehind = await refuseUnready(options);
  const from = openWithParts(options.from, { mustExist: true, readOnly: true });
  const to = openWithParts(options.to);
  try {
    await refuseSame(from, to, options);
    await prepareTarget(to, options);
    const done = await inOneView(from, (source) => copyAll({ from, to, source, options }));
    await endProgress(to.raw);
    const rows = done.tables.reduce((sum, table) => sum + table.rows, 0);
    const tookMs = Math.round(performance.now() - started);
    return { from: from.url, to: to.url, ...done, rows, leftBehind, tookMs };
  } catch (error) {
    throw await whyItEnded(error, to);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

/** A table that vanished under us is the progress of another process that was faster. */
async function whyItEnded(error: unknown, to: OpenedDatabase): Promise<unknown> {
  if (!isAppError(error) || error.code !== 'db-no-schema') return error;
  return (await listTables(to)).includes(progressTable) ? error : copyRunning();
}

/** Gives the tables of the source that stay behind. */
async function refuseUnready({ from, migrations }: CopyOptions): Promise<readonly string[]> {
  const { state, finding, foreignTables } = await migrationStatus(from, migrations);
  if (state === 'ok') return foreignTables;
  throw conflict({
    code: 'copy-source-not-ready',
    message:
      `The source is not at the schema of this version. ${finding?.message ?? ''} ${finding?.remedy.text ?? ''}`.trim(),
    details: { state, ...(finding && { remedy: finding.remedy }) },
  });
}

/** Makes the target's tables; an interrupted copy finds its own again. */
async function prepareTarget(to: OpenedDatabase, { to: url, migrations, clock }: CopyOptions): Promise<void> {
  await to.raw.transaction().execute(async (tx) => {
    // One at a time: a second process that found no tables must not begin when the first one is already done.
    if (to.dialect === 'postgres') await tx.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock(4202603)'));
    const tables = await listTablesOf(tx, to.dialectFacts);
    if (tables.length === 0) await createProgress(tx, to.dialectFacts.columns);
    else if (!tables.includes(progressTable)) throw notEmpty(tables);
  });
  await bootstrapDatabaseSchema({ url, migrations, allowForeignTables: true, ...(clock && { clock }) });
}

const notEmpty = (tables: readonly string[]): AppError =>
  conflict({
    code: 'copy-target-not-empty',
    message: `The target holds ${tables.length} tables (${tables.slice(0, 3).join(', ')}${tables.length > 3 ? ', …' : ''}); expected a database without any. Nothing was changed. Name another database, or empty this one if nobody needs it.`,
    details: { tables: tables.length },
  });

interface CopyWork {
  readonly from: OpenedDatabase;
  readonly to: OpenedDatabase;
  /** The source as it was at one moment. */
  readonly source: PlainKysely;
  readonly options: CopyOptions;
}

async function copyAll(work: CopyWork): Promise<Pick<CopyReport, 'tables' | 'isResumed'>> {
  const { from, to, source, options } = work;
  const plans = await plansOf(work);
  const name = nameOfDatabase(options.from);
  const known = await readProgress(to.raw, name);
  if (known.size === 0) await emptyAndBegin(to, name, plans);
  const progress = await readProgress(to.raw, name);
  const rowsAtOnce = options.rowsAtOnce ?? defaultRowsAtOnce;
  for (const plan of plans) {
    const before = progress.get(plan.table);
    if (!before) throw otherSchema([plan.table]);
    await copyTable({ plan, before, source, to, rowsAtOnce, options });
    if (plan.sequence === null) continue;
    const last = await readSequence({ dialect: from.dialect, db: source }, plan.table, plan.sequence);
    await writeSequence({ dialect: to.dialect, db: to.raw }, plan.table, plan.sequence, last);
  }
  const tables = await compareAll(work, plans, rowsAtOnce);
  return { tables, isResumed: [...known.values()].some(({ rows, isDone }) => rows > 0 || isDone) };
}

/** The tables that the migrations make, which must be the same on both sides. */
async function plansOf({ from, to, source }: CopyWork): Promise<readonly TablePlan[]> {
  const made = (await listTables(to)).filter((table) => !table.startsWith('core_db_'));
  const [there, here] = await Promise.all([
    planCopy(from.dialect, source, new Set(made)),
    planCopy(to.dialect, to.raw, new Set(made)),
  ]);
  const shape = (plan: TablePlan | undefined): string => JSON.stringify([plan?.columns, plan?.key]);
  const wrong = here.filter(({ table }) => {
    const other = there.find((plan) => plan.table === table);
    return shape(other) !== shape(here.find((plan) => plan.table === table));
  });
  if (wrong.length > 0) throw otherSchema(wrong.map(({ table }) => table));
  return here;
}

const otherSchema = (tables: readonly string[]) =>
  conflict({
    code: 'copy-other-schema',
    message: `The columns or keys of ${tables.join(', ')} are not the same on both sides. Compare the source with the code: npx aicmo db verify`,
    details: { tables },
  });

/** Rows that migrations brought along come from the source like all others. */
async function emptyAndBegin(to: OpenedDatabase, name: string, plans: readonly TablePlan[]): Promise<void> {
  const tables = plans.map(({ table }) => table);
  try {
    await to.raw.transaction().execute(async (tx) => {
      await beginProgress(tx, name, tables);
      for (const table of [...tables].reverse()) await tx.deleteFrom(table).execute();
    });
  } catch (error) {
    throw isAppError(error) && error.code === 'db-unique' ? copyRunning() : error;
  }
}

async function compareAll(
  { to, source, options: { onProgress } }: CopyWork,
  plans: readonly TablePlan[],
  rowsAtOnce: number,
): Promise<readonly CopiedTable[]> {
  const there: CopiedTable[] = [];
  const here: CopiedTable[] = [];
  for (const plan of plans) {
    const copied = await hashTable(source, plan, rowsAtOnce);
    const told = (rows: number): void => {
      const progress: CopyProgress = { step: 'compare', table: plan.table, rows, of: copied.rows };
      onProgress?.(progress);
    };
    there.push(copied);
    here.push(await hashTable(to.raw, plan, rowsAtOnce, told));
  }
  refuseDifference(there, here);
  return there;
}
