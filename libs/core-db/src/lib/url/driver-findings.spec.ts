import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findAtDriver } from './driver-findings.ts';

let from = '';
beforeEach(async () => {
  from = await mkdtemp(path.join(tmpdir(), 'aicmo-driver-'));
});
afterEach(() => rm(from, { recursive: true, force: true }));

async function install(source: string): Promise<void> {
  const folder = path.join(from, 'node_modules/better-sqlite3');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'index.js'), source);
}
const look = () => findAtDriver('better-sqlite3', { isAsked: true, from });

test('the drivers of this house are there and load', () => {
  expect(findAtDriver('better-sqlite3', { isAsked: true })).toEqual([]);
  expect(findAtDriver('pg', { isAsked: true })).toEqual([]);
});

test('a driver that is not installed is named with the command that installs it', () => {
  expect(look()).toMatchObject([{ code: 'db-driver-missing', remedy: { commands: ['npm ci'] } }]);
});

test.each([
  ["throw Object.assign(new Error('x'), { code: 'ERR_DLOPEN_FAILED' })", 'its native part is not made for this Node'],
  ["module.exports = class { constructor() { throw new Error('s3cret') } }", 'it ended its process with status 1'],
  ["process.kill(process.pid, 'SIGSEGV')", 'it ended its process with SIGSEGV'],
  ['process.exit(3)', 'it ended its process with status 3'],
])('a driver that does not load is an answer and not our end: %s', async (source, words) => {
  await install(source);
  const [issue] = look();
  expect(issue).toMatchObject({ code: 'db-driver-broken', remedy: { commands: ['npm ci', expect.any(String)] } });
  expect(issue?.message).toContain(words);
  expect(issue?.message).not.toContain('s3cret');
});

test('a driver that was repaired is asked again', async () => {
  await install('process.exit(3)');
  expect(look()).toHaveLength(1);
  await install('module.exports = class { prepare() { return { get() {} } } }');
  expect(look()).toEqual([]);
});

test('a driver is only looked for when nobody wants it tried', async () => {
  await install('process.exit(3)');
  expect(findAtDriver('better-sqlite3', { isAsked: false, from })).toEqual([]);
});

test('an environment that is too big for a new process is left behind', async () => {
  await install('module.exports = class { prepare() { return { get() { if (process.env.BIG) process.exit(9) } } } }');
  process.env['BIG'] = 'x'.repeat(200_000);
  try {
    expect(look()).toEqual([]);
  } finally {
    delete process.env['BIG'];
  }
});
