import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { bootstrapDatabaseSchema } from '../lib/bootstrap.ts';
import { defineMigrations, type Migration } from '../lib/define-migrations.ts';
import { openDatabase, type Database, type DbHandle } from '../lib/open-database.ts';
import { freshDatabaseUrl } from './fresh-database-url.ts';

/** A row with a column of each meaning. */
export interface Note {
  readonly id: string;
  readonly title: string | null;
  readonly folded: string | null;
  readonly madeAt: string | null;
  readonly facts: string | null;
  readonly isRead: number | null;
  readonly count: number | null;
  readonly priceCents: number | null;
  readonly share: number | null;
}
/** The tables of the scope `plain`. */
export interface PlainTables {
  plainNote: Note;
}

const createNotes: Migration = {
  name: '2026-01-01-create-notes',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('plain_note')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('title', columns.text)
      .addColumn('folded', columns.text)
      .addColumn('made_at', columns.instant)
      .addColumn('facts', columns.json)
      .addColumn('is_read', columns.boolean)
      .addColumn('count', columns.integer)
      .addColumn('price_cents', columns.money)
      .addColumn('share', columns.real)
      .execute();
  },
};
const migrations = [defineMigrations('plain', [createNotes])];

const undo: (() => Promise<void>)[] = [];
const both: { readonly name: string; readonly db: Database; readonly notes: DbHandle<PlainTables> }[] = [];
/** Opens a SQLite file and a PostgreSQL database with the same, empty table for the tests of this file. */
export function openBoth(): void {
  beforeAll(async () => {
    for (const name of ['sqlite', 'postgres'] as const) {
      const url = await freshDatabaseUrl(name, (step) => undo.push(step));
      await bootstrapDatabaseSchema({ url, migrations });
      const db = await openDatabase(url);
      both.push({ name, db, notes: db.handle<PlainTables>('plain') });
      undo.push(() => db.close());
    }
  });
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  beforeEach(async () => {
    for (const { notes } of both) await notes.in().deleteFrom('plainNote').execute();
  });
}

const empty = { title: null, folded: null, madeAt: null, facts: null, isRead: null, count: null, priceCents: null };
/** A note with nothing in it but what is said. */
export const aNote = (id: string, change: Partial<Note> = {}): Note => ({ id, ...empty, share: null, ...change });

/** What is done on each of the two. */
export type Work = (notes: DbHandle<PlainTables>, db: Database) => Promise<unknown>;

/** Does the same on both, and gives what came out when it was the same, byte for byte. */
export async function onBoth(work: Work): Promise<unknown> {
  const results: string[] = [];
  for (const { db, notes } of both)
    results.push(
      JSON.stringify((await work(notes, db)) ?? null, (_key, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    );
  expect(results[1]).toBe(results[0]);
  return JSON.parse(results[0] ?? '');
}

/** The code of the error that both throw. */
export const refusalOf = (work: Work): Promise<unknown> =>
  onBoth((notes, db) =>
    work(notes, db).then(
      () => 'nothing was refused',
      (error: unknown) => (error as { code?: string }).code,
    ),
  );

/** Inserts notes in one statement. */
export const insert = (notes: DbHandle<PlainTables>, rows: readonly Note[]) =>
  notes
    .in()
    .insertInto('plainNote')
    .values([...rows])
    .execute();
/** Every note, by id. */
export const all = (notes: DbHandle<PlainTables>) =>
  notes.in().selectFrom('plainNote').selectAll().orderBy('id').execute();

/** Writes titles, and reads them as a statement gives them. */
export const titlesBy =
  (
    titles: readonly (string | null)[],
    read: (notes: DbHandle<PlainTables>) => Promise<readonly { title: string | null }[]>,
  ): Work =>
  async (notes) => {
    await insert(
      notes,
      titles.map((title, index) => aNote(String(index).padStart(3, '0'), { title })),
    );
    return (await read(notes)).map(({ title }) => title);
  };
