import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startNameServer, type NameServerDouble } from '@aicmo/core-effects/testing';
import { readMailDomain, readMailTexts } from './mail-domain.ts';

let server: NameServerDouble;

beforeEach(async () => {
  server = await startNameServer({
    ...{ 'takes.example': 'mx', 'null.example': 'null-mx', 'bare.example': 'address-only', 'empty.example': 'nothing' },
    ...{ 'broken.example': 'servfail', 'refused.example': 'refused', 'silent.example': 'silent' },
    'texts.example': { txt: ['v=spf1 -all', `v=DKIM1; p=${'A'.repeat(300)}`] },
  });
});
afterEach(() => server.close());

const ask = (domain: string, signal?: AbortSignal) =>
  readMailDomain(domain, { servers: [server.address], timeoutMs: 200 }, signal);

test.each([
  ['takes.example', { kind: 'takes-mail', hasMx: true }],
  ['null.example', { kind: 'refuses-mail' }],
  ['bare.example', { kind: 'takes-mail', hasMx: false }],
  ['empty.example', { kind: 'no-server' }],
  ['nobody.example', { kind: 'no-domain' }],
  ['broken.example', { kind: 'unknown', why: 'The name servers could not find out.' }],
  ['refused.example', { kind: 'unknown', why: 'The name servers refused the question.' }],
  ['silent.example', { kind: 'unknown', why: 'The name servers did not answer in time.' }],
] as const)('%s is %j', async (domain, expected) => {
  expect(await ask(domain)).toEqual(expected);
});

test('a domain without mail server is asked for its address, and one with a mail server is not', async () => {
  await ask('bare.example');
  expect(server.questions).toEqual(['MX bare.example', 'A bare.example']);
  await ask('takes.example');
  expect(server.questions.at(-1)).toBe('MX takes.example');
});

test('a question that is stopped is not known, and ends at once', async () => {
  const stop = new AbortController();
  const answer = readMailDomain('silent.example', { servers: [server.address], timeoutMs: 60_000 }, stop.signal);
  stop.abort();
  expect(await answer).toEqual({ kind: 'unknown', why: 'It was stopped.' });
});

test('nobody who listens is not known', async () => {
  const { address } = server;
  await server.close();
  const answer = await readMailDomain('takes.example', { servers: [address], timeoutMs: 200 });
  expect(answer.kind).toBe('unknown');
  server = await startNameServer({});
});

test('the texts of a name come whole, none is none, and no answer is not known', async () => {
  const texts = (name: string) => readMailTexts(name, { servers: [server.address], timeoutMs: 200 });
  expect(await texts('texts.example')).toEqual({
    kind: 'found',
    texts: ['v=spf1 -all', `v=DKIM1; p=${'A'.repeat(300)}`],
  });
  expect(await texts('empty.example')).toEqual({ kind: 'none' });
  expect(await texts('nobody.example')).toEqual({ kind: 'none' });
  expect(await texts('broken.example')).toEqual({ kind: 'unknown', why: 'The name servers could not find out.' });
});
