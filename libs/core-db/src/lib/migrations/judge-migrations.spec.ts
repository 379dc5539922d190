import { expect, test } from '@jest/globals';
import { compareMigrations, type ComparisonInput } from './compare-migrations.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { JournalRow } from './journal-row.ts';
import { judgeMigrations } from './judge-migrations.ts';

const code = (name: string, over: Partial<CompiledMigration> = {}): CompiledMigration => ({
  ...{ scope: 'shelf', name, statements: [{ sql: `create table "shelf_${name}" ("id" text)`, parameters: [] }] },
  ...{ data: null, isTransactional: true, checksum: `1:of-${name}`, ...over },
});
const row = (name: string, position: number | null, over: Partial<JournalRow> = {}): JournalRow => ({
  ...{ scope: 'shelf', name, appliedAt: `2026-01-0${String(position ?? 1)}T10:00:00.000Z`, position },
  ...{
    checksum: position === null ? null : `1:of-${name}`,
    aicmoVersion: '0.1.0',
    statementsDone: 1,
    backup: null,
    failure: null,
  },
  startedAt: position === null ? null : '2026-01-01T10:00:00.000Z',
  finishedAt: position === null ? null : '2026-01-01T10:00:01.000Z',
  startedBy: position === null ? null : { host: 'web-1', pid: 99, identity: 'boot 99 1' },
  ...over,
});
const [one, two, three] = [code('one'), code('two'), code('three')];
const running = { finishedAt: null };

const found = (over: Partial<ComparisonInput>) =>
  compareMigrations({
    ...{ code: [one, two, three], journal: [], scopes: ['shelf'], isRunning: () => false, ...over },
    tables: over.tables ?? ['core_db_migration', ...(over.journal ?? []).map(({ name }) => `shelf_${name}`)],
  });

test.each<[string, Partial<ComparisonInput>, string, string | null]>([
  ['everything is applied in its order', { journal: [row('one', 1), row('two', 2), row('three', 3)] }, 'ok', null],
  ['nothing is there', { tables: [] }, 'empty', 'db-no-schema'],
  ['the last one waits', { journal: [row('one', 1), row('two', 2)] }, 'behind', 'migration-pending'],
  [
    'a newer version has added one behind all that we know',
    { journal: [row('one', 1), row('two', 2), row('three', 3), row('four', 4)] },
    'newer',
    'db-newer',
  ],
  [
    'one in front of those that we know is not in the code',
    { journal: [row('one', 1), row('lost', 2), row('two', 3), row('three', 4)] },
    'lost',
    'migration-missing',
  ],
  [
    'the SQL of an applied one is another one now',
    { journal: [row('one', 1, { checksum: '1:other' }), row('two', 2), row('three', 3)] },
    'changed',
    'migration-changed',
  ],
  [
    'a new one stands in front of an applied one',
    { journal: [row('one', 1), row('three', 2)] },
    'reordered',
    'migration-inserted',
  ],
  [
    'two applied ones have changed places in the code',
    { journal: [row('two', 1), row('one', 2), row('three', 3)] },
    'reordered',
    'migration-reordered',
  ],
  [
    'the last one was begun and its process is gone',
    { journal: [row('one', 1), row('two', 2), row('three', 3, running)] },
    'interrupted',
    'migration-interrupted',
  ],
  [
    'the last one was begun and its process is at it',
    { journal: [row('one', 1), row('two', 2), row('three', 3, running)], isRunning: () => true },
    'running',
    'migration-running',
  ],
  [
    'a moment in the journal is none',
    { journal: [row('one', 1, { appliedAt: 'yesterday' }), row('two', 2), row('three', 3)] },
    'damaged',
    'migration-journal-damaged',
  ],
  [
    'a table of an applied one is not there',
    { journal: [row('one', 1), row('two', 2), row('three', 3)], tables: ['core_db_migration', 'shelf_one'] },
    'damaged',
    'db-tables-missing',
  ],
  ['our tables are there without a journal', { tables: ['shelf_one'] }, 'no-journal', 'migration-no-journal'],
  ["only somebody else's tables are there", { tables: ['wp_posts'] }, 'foreign', 'db-foreign-tables'],
  [
    "somebody else's tables stand beside ours",
    {
      journal: [row('one', 1), row('two', 2), row('three', 3)],
      tables: ['core_db_migration', 'shelf_one', 'shelf_two', 'shelf_three', 'wp_posts'],
    },
    'ok',
    null,
  ],
  ['the code has no migrations', { code: [], scopes: [] }, 'none', 'migration-none'],
])('when %s, the state is named with its code, and what to type', (_, over, state, codeOfFinding) => {
  const verdict = judgeMigrations(found(over));
  expect({ state: verdict.state, code: verdict.finding?.code ?? null }).toEqual({ state, code: codeOfFinding });
  if (verdict.finding) {
    expect(verdict.finding.message).toMatch(/^[A-Z].*[.?]$/);
    expect(verdict.finding.remedy.text).toMatch(/^[A-Z].*[.?]$/);
  }
});

test('a person’s decision lifts exactly the refusal that it is about', () => {
  const changed = found({ journal: [row('one', 1, { checksum: '1:other' }), row('two', 2), row('three', 3)] });
  const interrupted = found({ journal: [row('one', 1), row('two', 2), row('three', 3, running)] });
  const foreign = found({ tables: ['wp_posts'] });
  expect(judgeMigrations(changed, { acceptChanged: true }).state).toBe('ok');
  expect(judgeMigrations(interrupted, { retryInterrupted: true }).state).toBe('ok');
  expect(judgeMigrations(foreign, { allowForeignTables: true }).state).toBe('empty');
  const others = { allowForeignTables: true, retryInterrupted: true };
  expect(judgeMigrations(changed, others).state).toBe('changed');
  expect(judgeMigrations(interrupted, { acceptChanged: true, allowForeignTables: true }).state).toBe('interrupted');
});

test('a migration of another process is never run a second time beside it, whatever a person says', () => {
  const other = found({ journal: [row('one', 1), row('two', 2), row('three', 3, running)], isRunning: () => true });
  expect(judgeMigrations(other, { retryInterrupted: true }).state).toBe('running');
});

test('an interruption names process, host, progress, and the backup from before it', () => {
  const journal = [
    row('one', 1),
    row('two', 2),
    row('three', 3, { ...running, statementsDone: 0, backup: '/srv/a.db.before-2-to-3.db' }),
  ];
  expect(judgeMigrations(found({ journal })).finding).toEqual({
    code: 'migration-interrupted',
    message:
      'The migration shelf/three was begun at 2026-01-01T10:00:00.000Z by process 99 on web-1, and never ended. Of its 1 statements 0 were done, and the next one may be half done.',
    remedy: {
      text: 'Run it again, or go back to the backup that was made before it.',
      commands: [
        'npx aicmo db bootstrap --retry-interrupted',
        'npx aicmo db restore /srv/a.db.before-2-to-3.db --replace',
      ],
    },
  });
});

test('rows of the first version of the journal have neither checksum nor place, and are complained about by nobody', () => {
  const journal = [row('three', null), row('one', null), row('two', null)];
  const comparison = found({ journal });
  expect(judgeMigrations(comparison).state).toBe('ok');
  expect(comparison.unchecked).toHaveLength(3);
});

test('a dropped or renamed table is not missed', () => {
  const rebuilt = code('rebuilt', {
    statements: [
      { sql: 'create table "shelf_next" ("id" text)', parameters: [] },
      { sql: 'drop table if exists "shelf_one"', parameters: [] },
      { sql: 'alter table "shelf_next" rename to "shelf_one"', parameters: [] },
      { sql: 'drop table "shelf_two"', parameters: [] },
    ],
  });
  const journal = [row('one', 1), row('two', 2), row('rebuilt', 3)];
  const comparison = found({ code: [one, two, rebuilt], journal, tables: ['core_db_migration', 'shelf_one'] });
  expect(comparison.absentTables).toEqual([]);
});
