import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { MailTexts } from '@aicmo/core-effects';
import { judgeDkim, judgeDmarc } from './dkim-dmarc-rules.ts';
import { judgeSpf } from './spf-rules.ts';

const found = (...texts: readonly string[]): MailTexts => ({ kind: 'found', texts });
const silent: MailTexts = { kind: 'unknown', why: 'Silence.' };
const domain = 'nordlicht.example';

const spf = (record: MailTexts, provider: string | null, others: Readonly<Record<string, MailTexts>> = {}) =>
  judgeSpf(domain, new Map([[domain, record], ...Object.entries(others)]), provider);

test.each([
  ['v=spf1 include:p.example ~all', 'pass', null],
  ['V=SPF1 INCLUDE:P.EXAMPLE -ALL', 'pass', null],
  ['v=spf1 include:reseller.example -all', 'pass', null],
  ['v=spf1 include:other.example ~all', 'fail', 'v=spf1 include:p.example include:other.example ~all'],
  ['v=spf1 include:p.example +all', 'fail', 'v=spf1 include:p.example ~all'],
  ['v=spf1 a mx all', 'fail', 'v=spf1 include:p.example a mx ~all'],
  ['v=spf1 include:p.example ?all', 'warn', null],
  ['v=spf1 include:p.example', 'warn', null],
  ['v=spf1 redirect=p.example', 'pass', null],
  ['v=spf1 include:loop.example include:p.example ~all', 'fail', null],
  ['v=spf1 include:silent.example ~all', 'unknown', null],
  ['v=spf1 include:silent.example include:p.example ~all', 'unknown', null],
  ['v=spf1 include:%{i}.m.example include:p.example ~all', 'pass', null],
  ['v=spf10 include:p.example', 'fail', 'v=spf1 include:p.example ~all'],
  ['google-site-verification=1', 'fail', 'v=spf1 include:p.example ~all'],
] as const)('SPF: “%s” is %s', (record, verdict, publish) => {
  const finding = spf(found('hello', record), 'p.example', {
    ...{
      'p.example': found('v=spf1 ip4:192.0.2.0/24 ~all'),
      'reseller.example': found('v=spf1 include:p.example ~all'),
    },
    ...{
      'other.example': found('v=spf1 a ~all'),
      'silent.example': silent,
      'loop.example': found('v=spf1 include:loop.example a ~all'),
    },
  });
  expect([finding.verdict, finding.publish?.value ?? null]).toEqual([verdict, publish]);
});

test('SPF that needs more than ten questions is an error, counted through what it includes', () => {
  const nested = {
    'p.example': found('v=spf1 a mx ptr exists:x.example include:q.example ~all'),
    'q.example': found('v=spf1 a mx a:b.example a:c.example a:d.example ~all'),
  };
  expect(spf(found('v=spf1 include:p.example ~all'), 'p.example', nested).sentences[0]).toContain('needs 11 questions');
  const ten = { ...nested, 'q.example': found('v=spf1 a mx a:b.example a:c.example ip4:192.0.2.1 ~all') };
  expect(spf(found('v=spf1 include:p.example ~all'), 'p.example', ten)).toMatchObject({ verdict: 'pass' });
});

test('two SPF records are none; no answer is not known; an unknown provider cannot be passed', () => {
  expect(spf(found('v=spf1 ~all', 'v=spf1 -all'), null)).toMatchObject({ verdict: 'fail', publish: null });
  expect(spf(silent, 'p.example')).toMatchObject({ verdict: 'unknown', publish: null });
  expect(spf({ kind: 'none' }, null)).toMatchObject({ verdict: 'fail', publish: null });
  expect(spf(found('v=spf1 mx ~all'), null)).toMatchObject({ verdict: 'warn' });
});

const rsa = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64');

test('DKIM: a key counts by its length; one that is withdrawn or no key fails; silence and no name are not known', () => {
  const [long, short] = [rsa(2048), rsa(1024)];
  const at = (answer: MailTexts) => judgeDkim(domain, [{ selector: 's1', answer }], null).verdict;
  expect(at(found(`v=DKIM1; k=rsa; p=${long}`))).toBe('pass');
  expect(at(found(`p=${long.slice(0, 100)} ${long.slice(100)}`))).toBe('pass');
  expect(at(found(`k=ed25519; p=${Buffer.alloc(32, 1).toString('base64')}`))).toBe('pass');
  expect(at(found(`p=${short}`))).toBe('warn');
  expect(at(found('v=DKIM1; p='))).toBe('fail');
  expect(at(found('v=DKIM1; p=nonsense'))).toBe('fail');
  expect(at({ kind: 'none' })).toBe('warn');
  expect(at(silent)).toBe('unknown');
  expect(judgeDkim(domain, [], null).verdict).toBe('unknown');
});

test('DMARC: the policy of the domain, then of the one above it', () => {
  const verdict = (...answers: readonly MailTexts[]) =>
    judgeDmarc(
      'mail.nordlicht.example',
      answers.map((answer, index) => ({ domain: ['mail.nordlicht.example', domain][index] ?? '', answer })),
    ).verdict;
  const none: MailTexts = { kind: 'none' };
  expect(verdict(found('v=DMARC1; p=reject'))).toBe('pass');
  expect(verdict(found('v=DMARC1;p=quarantine; sp=none'))).toBe('pass');
  expect(verdict(found('v=DMARC1; p=none'))).toBe('warn');
  expect(verdict(none, found('v=DMARC1; p=reject; sp=none'))).toBe('warn');
  expect(verdict(none, none)).toBe('fail');
  expect(verdict(found('v=DMARC1; p=reject', 'v=DMARC1; p=none'))).toBe('fail');
  expect(verdict(found('v=DMARC1; rua=mailto:a@b.example'))).toBe('fail');
  expect(verdict(silent, found('v=DMARC1; p=reject'))).toBe('unknown');
});
