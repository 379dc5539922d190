import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeEachDialect } from '@aicmo/core-db/testing';

const library = path.resolve(import.meta.dirname, '../..');
const readme = await readFile(path.join(library, 'README.md'), 'utf8');

/** A program of the README, and what it prints. */
interface Example {
  readonly name: string;
  readonly code: string;
  /** Null for one that others import. */
  readonly prints: string | null;
}

const examples: readonly Example[] = [
  ...readme.matchAll(/^```ts (\S+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gmu),
].map(([, name = '', code = '', prints]) => ({ name, code, prints: prints ?? null }));

/** Inside of the library, so that what it imports is found as its users find it. */
let folder = '';
beforeAll(async () => {
  await mkdir(path.join(library, 'test-output'), { recursive: true });
  folder = await mkdtemp(path.join(library, 'test-output/readme-'));
  for (const { name, code } of examples) await writeFile(path.join(folder, name), code);
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../../../tsconfig.base.json', include: ['*.ts'] }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the README shows a bootstrap, a transaction, a migration and moving house, and stays short', () => {
  expect(examples.map(({ name }) => name)).toEqual([
    'shelf-migrations.ts',
    'bootstrap.ts',
    'write.ts',
    'backup.ts',
    'move.ts',
  ]);
  expect([...readme.matchAll(/^```ts/gmu)]).toHaveLength(examples.length);
  expect(readme.split('\n').length).toBeLessThanOrEqual(130);
});

test('its examples are typed as they stand', () => {
  const compiler = path.resolve(library, '../../node_modules/typescript-native/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
}, 300_000);

describeEachDialect('its examples', (dialect) => {
  test('print what it says, from top to bottom', async () => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_NO_WARNINGS: '1',
      DATABASE_URL: await dialect.url(),
      NEW_DATABASE_URL: await dialect.url(),
    };
    for (const { name, prints } of examples.filter((each) => each.prints !== null)) {
      const said = execFileSync(process.execPath, [path.join(folder, name)], { cwd: folder, env, encoding: 'utf8' });
      expect({ name, said }).toEqual({ name, said: prints });
    }
  }, 300_000);
});
