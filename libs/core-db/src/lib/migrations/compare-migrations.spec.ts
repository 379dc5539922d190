import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareMigrations } from './compare-migrations.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { JournalRow } from './journal-row.ts';
import { judgeMigrations } from './judge-migrations.ts';

const names = ['a', 'b', 'c', 'd', 'e'] as const;
const scopes = ['left', 'right'] as const;
const code = scopes.flatMap((scope) =>
  names.map((name): CompiledMigration => ({
    ...{ scope, name, statements: [], data: null, isTransactional: true, checksum: `1:${scope}-${name}` },
  })),
);
const anyRow = fc.record({
  scope: fc.constantFrom(...scopes),
  name: fc.constantFrom(...names, 'newer'),
  isChanged: fc.boolean(),
  isUnfinished: fc.boolean(),
});
type Row = { scope: string; name: string; isChanged: boolean; isUnfinished: boolean };
const key = ({ scope, name }: { scope: string; name: string }): string => `${scope}/${name}`;

const journalOf = (rows: readonly Row[]): readonly JournalRow[] =>
  rows.map(({ scope, name, isChanged, isUnfinished }, index) => ({
    ...{ scope, name, position: index + 1, checksum: isChanged ? '1:other' : `1:${scope}-${name}` },
    ...{ appliedAt: '2026-01-01T10:00:00.000Z', startedAt: '2026-01-01T10:00:00.000Z' },
    finishedAt: isUnfinished ? null : '2026-01-01T10:00:00.000Z',
    ...{ aicmoVersion: null, startedBy: null, statementsDone: 0, backup: null, failure: null },
  }));
const judge = (rows: readonly Row[]) =>
  judgeMigrations(compareMigrations({ code, journal: journalOf(rows), tables: [], scopes, isRunning: () => false }));
const anyJournal = fc.uniqueArray(anyRow, { selector: key, maxLength: 12 });
const good = { isChanged: false, isUnfinished: false };

test('a database is called well exactly when it has every migration of the code, unchanged, ended, in order, and no other', () => {
  const isWell = (rows: readonly Row[]): boolean =>
    rows.every((row) => !row.isChanged && !row.isUnfinished) &&
    scopes.every(
      (scope) =>
        rows
          .filter((row) => row.scope === scope)
          .map(({ name }) => name)
          .join() === names.join(),
    );
  const nearlyWell = fc.shuffledSubarray(
    code.map(({ scope, name }) => ({ scope, name, ...good })),
    { minLength: 8 },
  );
  fc.assert(
    fc.property(fc.oneof(anyJournal, nearlyWell), (rows) => {
      expect(judge(rows).state === 'ok').toBe(isWell(rows));
    }),
    { numRuns: 3000, seed: 11 },
  );
});

test('a database that stopped anywhere on its way can go on, and is refused nothing', () => {
  const onItsWay = fc.tuple(fc.nat(names.length), fc.nat(names.length)).chain(([left, right]) => {
    const had = [
      ...names.slice(0, left).map((name) => ({ scope: 'left', name, ...good })),
      ...names.slice(0, right).map((name) => ({ scope: 'right', name, ...good })),
    ];
    return fc.shuffledSubarray(had, { minLength: had.length }).map((mixed) => scopesInOrder(mixed));
  });
  fc.assert(
    fc.property(onItsWay, (rows) => {
      expect(['ok', 'behind', 'empty']).toContain(judge(rows).state);
    }),
    { numRuns: 1000, seed: 12 },
  );
});

test('every state but well comes with a code, words, and never throws', () => {
  fc.assert(
    fc.property(anyJournal, (rows) => {
      const { state, finding } = judge(rows);
      expect(finding === null).toBe(state === 'ok');
      if (finding) expect(finding.remedy.text).not.toBe('');
    }),
    { numRuns: 2000, seed: 13 },
  );
});

/** The same mixture of scopes, with each scope's migrations in their own order. */
function scopesInOrder(rows: readonly Row[]): readonly Row[] {
  const waiting = Map.groupBy(
    [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    ({ scope }) => scope,
  );
  return rows.map(({ scope }) => waiting.get(scope)?.shift() ?? { scope, name: 'a', ...good });
}
