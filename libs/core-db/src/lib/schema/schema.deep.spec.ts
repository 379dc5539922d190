import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  backupDatabase,
  bootstrapDatabaseSchema,
  defineMigrations,
  dumpSchema,
  restoreDatabase,
  verifySchema,
} from '@aicmo/core-db';
import type { Columns, MigrationContext, MigrationSet } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { typeSql } from '../../testing/a-shelf.ts';

const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);
/** A database of PostgreSQL takes its time to be made. */
const runs = { sqlite: { numRuns: 60, seed }, postgres: { numRuns: 15, seed } } as const;

interface AnyColumn {
  readonly type: keyof Columns;
  readonly isRequired: boolean;
  readonly default: string | null;
}

interface AnyTable {
  readonly columns: readonly AnyColumn[];
  readonly hasSequence: boolean;
  readonly isUnique: boolean;
  readonly atLeast: number | null;
  readonly pointsToFirst: boolean;
  readonly index: { readonly isUnique: boolean; readonly order: 'asc' | 'desc'; readonly where: string | null } | null;
}

const awkward = fc.constantFrom('', "it's", '"', 'a, b', '(', 'null', '--', 'Straße 👩‍💻');
const column = fc.record({
  type: fc.constantFrom<keyof Columns>('id', 'text', 'instant', 'json', 'boolean', 'integer', 'real', 'money'),
  isRequired: fc.boolean(),
  default: fc.option(awkward),
});
const table: fc.Arbitrary<AnyTable> = fc.record({
  columns: fc.array(column, { minLength: 1, maxLength: 5 }),
  hasSequence: fc.boolean(),
  isUnique: fc.boolean(),
  atLeast: fc.option(fc.integer({ min: -9, max: 9 })),
  pointsToFirst: fc.boolean(),
  index: fc.option(
    fc.record({ isUnique: fc.boolean(), order: fc.constantFrom('asc', 'desc'), where: fc.option(awkward) }),
  ),
});
const tables = fc.array(table, { minLength: 1, maxLength: 4 });

const isNumber = ({ type }: AnyColumn): boolean => ['boolean', 'integer', 'real', 'money'].includes(type);

/** A migration that makes them; the first column of each is `c0`. */
function migrationsOf(all: readonly AnyTable[]): readonly MigrationSet[] {
  const list = all.map((each, number) => ({
    name: `2026-01-01-create-t${number}`,
    up: async ({ schema, columns, run }: MigrationContext) => {
      const name = `any_t${number}`;
      let made = schema.createTable(name);
      made = each.hasSequence
        ? made.addColumn('key', columns.sequence)
        : made.addColumn('key', columns.id, (built) => built.primaryKey());
      each.columns.forEach((own, at) => {
        made = made.addColumn(`c${at}`, columns[own.type], (built) => {
          const required = own.isRequired ? built.notNull() : built;
          if (own.default === null) return required;
          return required.defaultTo(isNumber(own) ? own.default.length : own.default);
        });
      });
      if (each.isUnique) made = made.addUniqueConstraint(`${name}_once`, [sql`c0`, sql`key`]);
      const numeric = each.columns.findIndex(isNumber);
      if (each.atLeast !== null && numeric >= 0)
        made = made.addCheckConstraint(`${name}_least`, sql`${sql.ref(`c${numeric}`)} >= ${sql.lit(each.atLeast)}`);
      if (each.pointsToFirst && number > 0 && !all[0]?.hasSequence)
        made = made
          .addColumn('first_key', columns.id)
          .addForeignKeyConstraint(`${name}_first`, ['first_key'], 'any_t0', ['key'], (key) =>
            key.onDelete('set null'),
          );
      await made.execute();
      const { index } = each;
      if (index === null) return;
      const unique = index.isUnique ? sql`unique` : sql``;
      const where =
        index.where !== null && each.columns[0] !== undefined && !isNumber(each.columns[0])
          ? sql`where c0 = ${sql.lit(index.where)}`
          : sql``;
      await run(
        sql`create ${unique} index ${sql.ref(`${name}_by`)} on ${sql.table(name)} (c0 ${sql.raw(index.order)}, key) ${where}`,
      );
    },
  }));
  return [defineMigrations('any', list)];
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-deep-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeEachDialect(`any schema (seed ${seed})`, (dialect) => {
  test('is what it is, can be printed and made again, and goes through a backup', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (all) => {
        const [url, other, third] = [await dialect.url(), await dialect.url(), await dialect.url()];
        const migrations = migrationsOf(all);
        await bootstrapDatabaseSchema({ url, migrations });
        expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok', differences: [] });

        const { sql: text } = await dumpSchema(url);
        if (other.startsWith('sqlite:')) await writeFile(other.slice('sqlite:'.length), '');
        // Each statement ends its line, and no text in ours has such an end.
        await typeSql(other, ...text.split(/;\n+/u).filter((each) => each.trim() !== ''));
        expect((await dumpSchema(other)).sql).toBe(text);

        const { file } = await backupDatabase({ url, migrations, folder });
        await restoreDatabase({ url: third, migrations, backup: file });
        expect((await dumpSchema(third)).sql).toBe(text);
        expect(await verifySchema({ url: third, migrations })).toMatchObject({ state: 'ok' });
      }),
      runs[dialect.name],
    );
  }, 600_000);

  test('that somebody changes is told apart, by the name of what was changed', async () => {
    const change = fc.constantFrom('column', 'index', 'table', 'drop index', 'drop table', 'required column');
    await fc.assert(
      fc.asyncProperty(tables, change, fc.nat(3), async (all, kind, which) => {
        const url = await dialect.url();
        const migrations = migrationsOf(all);
        await bootstrapDatabaseSchema({ url, migrations });
        const number = which % all.length;
        const name = `any_t${number}`;
        const hasIndex = all[number]?.index !== null;
        const isPointedTo = number === 0 && all.some((each, at) => at > 0 && each.pointsToFirst);
        const [statement, named] = {
          column: [`alter table ${name} add column extra text`, `${name}.extra`],
          index: [`create index mine on ${name} (key)`, 'mine'],
          table: ['create table other (a integer)', 'other'],
          'drop index': hasIndex
            ? [`drop index ${name}_by`, `${name}_by`]
            : [`create index mine on ${name} (c0)`, 'mine'],
          'drop table': isPointedTo ? ['create table other (a integer)', 'other'] : [`drop table ${name}`, name],
          'required column': [`alter table ${name} add column extra integer not null default 1`, `${name}.extra`],
        }[kind] as [string, string]; // each row above is a pair
        await typeSql(url, statement);
        const { state, differences } = await verifySchema({ url, migrations });
        expect(state).toBe('drift');
        expect(differences).toHaveLength(1);
        expect(differences[0]?.message).toContain(named);
      }),
      runs[dialect.name],
    );
  }, 600_000);
});
