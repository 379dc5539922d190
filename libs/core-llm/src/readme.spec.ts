import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const library = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(library, 'README.md'), 'utf8');
// Inside the library, so that its doors are found as a reader's would be.
const folder = path.join(library, 'test-output', `readme-${process.pid}`);

/** Each example with what it is said to print. */
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, code = '', output = ''], index) => ({ name: `example-${index + 1}.mts`, code, output }),
);

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const { name, code } of examples) await writeFile(path.join(folder, name), code);
  const configuration = { extends: '../../../../tsconfig.base.json', include: ['*.mts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(configuration));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', NO_COLOR: '1' };

test('every example has its output below it, and is right in the eyes of the compiler', async () => {
  expect(examples).toHaveLength([...readme.matchAll(/```ts\n/g)].length);
  const compiler = path.resolve(library, '../../node_modules/typescript-native/bin/tsc');
  const { stdout } = await run(process.execPath, [compiler, '-p', folder, '--noEmit'], { env: environment });
  expect(stdout).toBe('');
});

test.each(examples)('$name prints what the page says', async ({ name, output }) => {
  const { stdout } = await run(process.execPath, [path.join(folder, name)], { env: environment, timeout: 60_000 });
  expect(stdout).toBe(output);
});

const sources = globSync('lib/**/*.ts', { cwd: import.meta.dirname })
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
  .join('\n');

describe('the page and the code', () => {
  test('know the same variables', () => {
    const named = (text: string) =>
      [...new Set(text.match(/\b(?:AICMO_(?:USE_)?LLM[A-Z_]*|OPENAI_[A-Z_]+)\b/g))].toSorted();
    expect(named(readme)).toEqual(named(sources));
  });

  test('know the same codes of errors', () => {
    const inCode = [...sources.matchAll(/(?:code: |failure\(\s*|fault\(\s*)'(llm-[a-z-]+)'/g)].map(([, code]) => code);
    const onPage = [...readme.matchAll(/`(llm-[a-z-]+)`/g)].map(([, code]) => code);
    expect([...new Set(onPage)].toSorted()).toEqual([...new Set(inCode)].toSorted());
  });

  test('know the same files', () => {
    const files = [...readme.matchAll(/`(?:lib\/[a-z]+\/)?([a-z-]+\.ts)`/g)].map(([, file = '']) => file);
    const there = globSync('lib/**/*.ts', { cwd: import.meta.dirname }).map((file) => path.basename(file));
    expect(files.filter((file) => !there.includes(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
  });
});
