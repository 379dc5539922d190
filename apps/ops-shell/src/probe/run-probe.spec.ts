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
