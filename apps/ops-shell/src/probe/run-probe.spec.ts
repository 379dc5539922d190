import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '@aicmo/core-server';
import { createProbeRunner } from './run-probe.ts';

const secret = 'planted-4711-secret';
const run = createProbeRunner({
  environment: { PATH: process.env['PATH'] ?? '', PLANTED: secret },
  repositoryFolder: path.resolve(import.meta.dirname, '../../../..'),
  redactor: createRedactor([secret]),
});
const library = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
const probe = (source: string, timeoutMs = 8000) => run({ task: 'door', input: library(source), timeoutMs });

/** SIGKILL is sent, not awaited: the system needs a moment to bury a process. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const state = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => ') Z');
    if (/\) [ZX]/.test(state)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a library in a process of its own', () => {
  test('gives its names with what stands behind them, whatever it prints', async () => {
    const answer = await probe("console.log('noise {'); export const run = () => 1; export const gone = undefined;");
    expect(answer).toMatchObject({ ok: true, value: { names: { run: 'function', gone: 'undefined' } } });
  });

  test('gives its answer even when it keeps its process alive', async () => {
    expect(await probe('setInterval(() => undefined, 1000); export const ok = {};')).toMatchObject({ ok: true });
  });

  test.each([
    ['throws', "throw new TypeError('broken on purpose')", /TypeError: broken on purpose/],
    ['ends the process', 'process.exit(3)', /exit status 3/],
    ['never settles', 'await new Promise(() => undefined)', /exit status 13/],
    ['kills itself', "process.kill(process.pid, 'SIGSEGV')", /signal SIGSEGV/],
  ])('that %s at import is an answer, not our end', async (_, source, words) => {
    expect(await probe(source)).toMatchObject({ ok: false, why: 'crashed', detail: expect.stringMatching(words) });
  });

  test('that hangs is given up after its time', async () => {
    const answer = await probe('while (true);', 1500);
    expect(answer).toMatchObject({ ok: false, why: 'timeout', detail: 'It did not answer within 1.5 s.' });
  });

  test('that floods its output is ended, and that is no answer', async () => {
    const answer = await probe(
      "const more = () => process.stdout.write('x'.repeat(65_536), more); more(); setInterval(more, 1000); await new Promise(() => 0);",
      60_000,
    );
    expect(answer).toMatchObject({ ok: false, why: 'flooded', detail: expect.stringContaining('512 kB') });
  });

  test('takes what it started along when it ends', async () => {
    const answer = await probe(`
      import { spawn } from 'node:child_process';
      const left = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
      console.error('Error: left ' + left.pid);
      process.exit(1);`);
    const pid = Number(/left (\d+)/.exec(JSON.stringify(answer))?.[1]);
    expect(pid).toBeGreaterThan(1);
    expect(await hasEnded(pid)).toBe(true);
  });

  test('is not given what it need not know, and no word of ours stands in its arguments', async () => {
    const source =
      "export const ok = 1; console.error(''); const all = process.argv.join(' ') + Object.keys(process.env).sort().join(' '); throw new Error(all);";
    const answer = await probe(source);
    expect(answer).toMatchObject({ detail: expect.stringContaining('probe-main.ts door') });
    expect(JSON.stringify(answer)).not.toMatch(/AICMO_ACCESS_TOKEN|data:text/);
  });

  test('does not get a secret past us, neither in its names nor in its last words', async () => {
    const thrown = await probe("throw new Error('could not use ' + process.env.PLANTED)");
    const given = await probe("export { x as 'planted-4711-secret' }; const x = 1;");
    expect(JSON.stringify([thrown, given])).not.toContain(secret);
    expect(thrown).toMatchObject({ detail: expect.stringContaining('could not use') });
  });
});

test('a task that does not exist says so', async () => {
  expect(await run({ task: 'nothing' })).toMatchObject({ ok: false, detail: expect.stringContaining('no task') });
});
