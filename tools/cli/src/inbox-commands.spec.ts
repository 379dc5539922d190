import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');
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
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-inbox-'));
  await aicmo('', 'db', 'bootstrap');
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('a message in a file is said to be what it is, with the words that decided', async () => {
  const file = path.join(home, 'answer.eml');
  await writeFile(file, 'From: Maja <maja@kurier.example>\r\nSubject: Re: Hello\r\n\r\nPlease unsubscribe me.');
  const said = await aicmo('', 'inbox', 'classify', file);
  expect(said).toMatchObject({ status: 0, said: expect.stringContaining('opted out') });
  expect(said.said).toContain('unsubscribe me');
  expect((await aicmo('', 'inbox', 'classify', `${file}.gone`)).said).toContain('that can be read');
});

test('the list is empty without mail, and says which mailbox cannot be read', async () => {
  expect(await aicmo('', 'inbox', 'list')).toMatchObject({
    status: 0,
    said: expect.stringContaining('Nothing came in yet'),
  });
  await aicmo('', 'client', 'create', 'Nordlicht');
  const servers = ['--smtp', '127.0.0.1:9', '--imap', '127.0.0.1:9', '--name', 'Anna'];
  await aicmo('secret-1\n', 'mailbox', 'add', 'anna@nordlicht.example', '--client', 'Nordlicht', ...servers);
  expect(await aicmo('', 'inbox', 'list', '--read')).toMatchObject({
    status: 2,
    said: expect.stringContaining('anna@nordlicht.example cannot be read: Nothing answers at this server and port.'),
  });
});
