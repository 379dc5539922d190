import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { dbSentinels } from './index.ts';

const lib = path.resolve(import.meta.dirname, '..');
const sentinels = dbSentinels({ url: 'sqlite:/nowhere/aicmo.db', migrations: [] });
const declared = (...ids: readonly string[]): ReadonlySet<string> =>
  new Set(sentinels.filter(({ id }) => ids.includes(id)).flatMap(({ reasons }) => Object.keys(reasons)));

/** The codes that stand in the sources of these files. */
function codesIn(files: readonly string[], pattern: RegExp): readonly string[] {
  const found = files.flatMap((file) => [...readFileSync(path.join(lib, file), 'utf8').matchAll(pattern)]);
  return [...new Set(found.map((match) => match[1] ?? ''))].sort();
}
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(lib, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => `${folder}/${name}`);
const undeclared = (codes: readonly string[], known: ReadonlySet<string>): readonly string[] =>
  codes.filter((code) => !known.has(code)).map((code) => `declare ${code} in sentinels/*-reasons.ts`);

describe('every code that a check of the database can give is declared with cause and cure', () => {
  test('of the URL', () => {
    const codes = codesIn([...sourcesIn('url'), 'database-url.ts'], /'(db-[a-z-]+)'/gu);
    expect(codes.length).toBeGreaterThan(40);
    expect(undeclared(codes, declared('core-db-url'))).toEqual([]);
  });

  test('of a connection that does not come about', () => {
    const codes = codesIn(['dialects/connect-errors.ts'], /code: '(db-[a-z-]+)'/gu);
    expect(codes.length).toBeGreaterThan(10);
    expect(undeclared(codes, declared('core-db-reachable'))).toEqual([]);
  });

  test('of migrations and tables', () => {
    const codes = codesIn(['migrations/judge-migrations.ts'], /'((?:db|migration)-[a-z-]+)'/gu);
    expect(codes.length).toBeGreaterThan(8);
    expect(undeclared(codes, declared('core-db-migrations'))).toEqual([]);
    const whole = codesIn(['schema/integrity.ts'], /code: (?:kind === 'index' \? )?'(db-[a-z-]+)'/gu);
    expect(undeclared(whole, declared('core-db-integrity'))).toEqual([]);
  });
});
