import { expect, test } from '@jest/globals';
import type { MailDomain } from '@aicmo/core-effects';
import { judgeAddress } from './judge-address.ts';

const mx: MailDomain = { kind: 'takes-mail', hasMx: true };
const judge = (email: string, domain: MailDomain = mx, isDisposable = false) =>
  judgeAddress({ email, domain, isDisposable });

test.each([
  ['maja@kurier.example', mx, 'VALID', 'kurier.example takes mail. Whether this mailbox exists, nobody has asked.'],
  ['maja@kurier.example', { kind: 'no-domain' }, 'INVALID', 'There is no domain kurier.example.'],
  ['maja@kurier.example', { kind: 'refuses-mail' }, 'INVALID', 'kurier.example says that it takes no mail.'],
  ['maja@kurier.example', { kind: 'no-server' }, 'INVALID', 'kurier.example has no mail server.'],
  [
    'maja@kurier.example',
    { kind: 'takes-mail', hasMx: false },
    'RISKY',
    'kurier.example names no mail server; its web server may take mail.',
  ],
  [
    'maja@kurier.example',
    { kind: 'unknown', why: 'The name servers did not answer in time.' },
    'UNKNOWN',
    'kurier.example could not be checked. The name servers did not answer in time.',
  ],
  ['info@kurier.example', mx, 'RISKY', '“info” is read by a team, not by one person.'],
  ['Sales+nord@kurier.example', mx, 'RISKY', '“Sales” is read by a team, not by one person.'],
  ['maja@', mx, 'INVALID', '“maja@” is not written as a mail address.'],
] as const)('%s with %j is %s', (email, domain, result, why) => {
  expect(judge(email, domain)).toEqual({ result, why });
});

test('what could not be asked is never valid, whatever the address looks like', () => {
  const unknown: MailDomain = { kind: 'unknown', why: 'x.' };
  for (const email of ['maja@kurier.example', 'info@kurier.example', 'a@gmail.com'])
    expect(judge(email, unknown).result).toBe('UNKNOWN');
});

test('an address to be thrown away is risky even when nobody could be asked, and invalid when its domain is gone', () => {
  expect(judge('maja@mailinator.example', { kind: 'unknown', why: 'x.' }, true).result).toBe('RISKY');
  expect(judge('maja@mailinator.example', { kind: 'no-domain' }, true).result).toBe('INVALID');
});

test('a domain whose letters are of two alphabets is risky, one of another alphabet is not', () => {
  expect(judge('maja@kuri\u0435r.com')).toMatchObject({ result: 'RISKY', why: expect.stringContaining('look alike') });
  expect(judge('maja@пример.рф').result).toBe('VALID');
  expect(judge('maja@müller.de').result).toBe('VALID');
});
