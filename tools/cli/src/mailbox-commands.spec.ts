import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');
const canary = 'canary-2c81-p4ssw0rd';
let home = '';

/** One command, with what stands on its standard input. */
const aicmo = (input: string, ...argv: string[]): Promise<{ status: number; said: string }> =>
  new Promise((done) => {
    const env = { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, NODE_NO_WARNINGS: '1' };
    const child = spawn(process.execPath, [bin, ...argv], { env, timeout: 120_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('close', (code) => done({ status: code ?? -1, said }));
    child.stdin.end(input);
  });

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-mailbox-'));
  await aicmo('', 'db', 'bootstrap');
  await aicmo('', 'client', 'create', 'Nordlicht');
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('a mailbox is added with its password from standard input, which stands nowhere in clear', async () => {
  const words = ['mailbox', 'add', 'anna@nordlicht.example', '--client', 'Nordlicht', '--name', 'Anna Berg'];
  const server = ['--smtp', '127.0.0.1:9', '--no-imap'];
  expect((await aicmo('', ...words, ...server)).said).toContain('Found no password');
  const added = await aicmo(`${canary}\n`, ...words, ...server, '--json');
  expect(added).toMatchObject({ status: 0, said: expect.stringContaining('anna@nordlicht.example') });
  const listed = await aicmo('', 'mailbox', 'list');
  expect(listed.said).toContain('in use');
  const tested = await aicmo('', 'mailbox', 'test', 'anna', '--message');
  expect(tested).toMatchObject({
    status: 2,
    said: expect.stringContaining('Nothing answers at this server and port.'),
  });
  const paused = await aicmo('', 'mailbox', 'pause', 'anna', '--reason', 'On leave');
  expect(paused.said).toContain('is paused');
  for (const { said } of [added, listed, tested, paused]) expect(said).not.toContain(canary);
  expect(await readFile(path.join(home, 'aicmo.db'), 'latin1')).not.toContain(canary);
  expect((await stat(path.join(home, 'keys/mail.key'))).mode & 0o077).toBe(0);
});
