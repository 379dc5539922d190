import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importDoors } from './import-doors.ts';
import { judgeImport } from './judge-import.ts';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');
const secret = 'planted-4711-secret';
const redact = (text: string): string => text.replaceAll(secret, '***');

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-doors-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function library(source: string): Promise<string> {
  count += 1;
  const file = path.join(folder, `library-${count}.mjs`);
  await writeFile(file, source);
  return pathToFileURL(file).href;
}
const environment = { PATH: process.env['PATH'] ?? '', PLANTED: secret };

/** Imports a library of these lines in a real process. Only what is meant to hang is not given all the time it wants. */
async function seen(source: string, { names = [] as readonly string[], limitMs = 60_000 } = {}) {
  const specifier = await library(source);
  const end = await importDoors({
    ...{ specifiers: [specifier], environment, repositoryFolder },
    ...{ limitMs, signal: AbortSignal.timeout(100_000) },
  });
  return judgeImport(end, [{ specifier, names }], redact);
}

describe('a library imported in a process of its own', () => {
  test('passes with evidence when it gives the names that others rely on', async () => {
    expect(await seen('export const run = () => 1;', { names: ['run'] })).toMatchObject({
      verdict: 'pass',
      summary: 'Imports, and gives the name that others rely on.',
      evidence: { ended: 'exit status 0', names: 1 },
    });
  });

  test('passes whatever it prints, and is not believed by what it prints (E14)', async () => {
    const noise = `console.log('{"doors":[]}'); console.error('noise'); export const run = 1;`;
    expect(await seen(noise, { names: ['run'] })).toMatchObject({ verdict: 'pass', evidence: { 'bytes printed': 19 } });
  });

  test('passes when it keeps its process alive, and that is said (E10)', async () => {
    expect(await seen('setInterval(() => 1, 1000); export const run = 1;')).toMatchObject({
      verdict: 'pass',
      summary: expect.stringContaining('keeps its process alive (Timeout)'),
    });
  });

  test.each([
    ['E2', 'needs a package that is not installed', "import 'no-such-package-4711'", 'fail', 'import-package-missing'],
    [
      'E3',
      'has a native part of another Node',
      "throw Object.assign(new Error('NODE_MODULE_VERSION 115'), { code: 'ERR_DLOPEN_FAILED' })",
      'fail',
      'import-native-refused',
    ],
    [
      'E4',
      'crashes natively',
      "process.kill(process.pid, 'SIGSEGV'); await new Promise((done) => setTimeout(done, 60000))",
      'fail',
      'import-native-crash',
    ],
    [
      'E5',
      'has no bindings file',
      "throw new Error('Could not locate the bindings file. Tried: …')",
      'fail',
      'import-native-refused',
    ],
    ['E6', 'throws', `throw new TypeError('broken with ${secret}')`, 'fail', 'import-throws'],
    [
      'E6',
      'throws where nobody catches',
      "setImmediate(() => { throw new RangeError('later') }); await new Promise((done) => setTimeout(done, 60000))",
      'fail',
      'import-throws',
    ],
    ['E7', 'ends the process', 'process.exit(3)', 'fail', 'import-exits'],
    ['E7', 'ends the process as if all were well', 'process.exit(0)', 'fail', 'import-exits'],
    ['E9', 'never settles', 'await new Promise(() => undefined)', 'fail', 'import-never-settles'],
    ['E11', 'fails after its import', "Promise.reject(new Error('late'))", 'fail', 'import-late-failure'],
    [
      'E12',
      'takes all memory',
      'const all = []; while (true) all.push(new Array(1e6).fill(all.length))',
      'unknown',
      'import-out-of-memory',
    ],
    ['E15', 'does not fit a version', "import { noSuchName } from 'node:path'", 'fail', 'import-versions'],
    [
      'G9',
      'prints without end',
      "import { writeSync } from 'node:fs'; while (true) writeSync(1, 'x'.repeat(65536))",
      'unknown',
      'import-floods',
    ],
  ])('%s: one that %s is told apart from every other', async (_row, _what, source, verdict, reason) => {
    const result = await seen(source);
    expect(result).toMatchObject({ verdict, reason, remedy: { commands: expect.arrayContaining(['npm ci']) } });
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  test('E8: one that hangs is given up after its time, and that is no proof of a fault', async () => {
    const result = await seen('while (true);', { limitMs: 700 });
    expect(result).toMatchObject({ verdict: 'unknown', reason: 'import-hangs' });
  });

  test.each([
    ['missing', 'export const other = 1'],
    ['there without a value', 'export const run = undefined'],
  ])('E13: a name that is %s is named', async (_how, source) => {
    const result = await seen(source, { names: ['run'] });
    expect(result).toMatchObject({
      verdict: 'fail',
      reason: 'import-export-missing',
      summary: expect.stringContaining('run'),
    });
  });

  test('leaves no process behind, also none that it started itself', async () => {
    const start =
      "import { spawn } from 'node:child_process'; const c = spawn(process.execPath, ['-e', 'setInterval(() => 1, 1000)'], { stdio: 'ignore' }); export { c }; export const pid = c.pid; console.error('pid ' + pid)";
    const specifier = await library(start);
    const end = await importDoors({
      specifiers: [specifier],
      environment,
      repositoryFolder,
      signal: AbortSignal.timeout(100_000),
    });
    const pid = Number(/pid (\d+)/u.exec(end.lastWords)?.[1]);
    expect(pid).toBeGreaterThan(0);
    // Dead and not yet fetched by its parent is dead.
    const isThere = (): boolean =>
      existsSync(`/proc/${pid}`) && !/^\d+ \(.*\) Z/su.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    for (const until = Date.now() + 30_000; isThere() && Date.now() < until;) await new Promise(setImmediate);
    expect(isThere()).toBe(false);
  });
});
