import { describe, expect, test } from '@jest/globals';
import { invalid } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { knownSecrets } from './known-secrets.ts';
import { createLog } from './log.ts';
import { createRedactor } from './redact.ts';

const open = (secrets: readonly string[] = [], keep = 500) => {
  const written: string[] = [];
  const log = createLog({ clock: fakeClock(), secrets, keep, write: (line) => written.push(line) });
  return { log, written };
};

describe('the log', () => {
  test('writes one JSON line with the clock’s time and keeps the newest lines of all levels', () => {
    const { log, written } = open([], 2);
    log.debug('Request', { path: '/' });
    log.info('Started', { port: 8501 });
    log.with({ requestId: 'r-1' }).warn('Slow');
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'info', at: '2026-03-02T10:00:00.000Z', port: 8501, msg: 'Started' },
      { level: 'warn', at: '2026-03-02T10:00:00.000Z', requestId: 'r-1', msg: 'Slow' },
    ]);
    expect(log.recent().map(({ message }) => message)).toEqual(['Started', 'Slow']);
  });

  test('keeps every planted secret out, wherever it hides and however it is written', () => {
    const secret = 'pä$$ w0rd/§9';
    const { log, written } = open([secret]);
    const cause = Object.assign(new Error(`no route to postgres://app:other-pass@db:5432/x`), { input: secret });
    const error = invalid({ code: 'db-down', message: `Failed with ${secret}`, cause });
    log.error(`Could not log in with ${secret}`, {
      error,
      encoded: `${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')}`,
      deep: { list: [{ apiKey: 'k-123456', headers: { Authorization: 'Bearer abcdefgh12345' } }] },
      url: 'redis://u:s3c@ret@h/0?password=topsecret',
      key: 'sk-proj-abcdefghijklmnop',
      body: 'Dear Ana, your salary is 100',
      [secret]: 'a secret as a key',
    });
    const all = written.join('') + JSON.stringify(log.recent());
    for (const leak of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), 'other-pass']) {
      expect(all).not.toContain(leak);
    }
    for (const leak of ['k-123456', 'abcdefgh12345', 's3c', 'ret@h', 'topsecret', 'sk-proj', 'salary']) {
      expect(all).not.toContain(leak);
    }
    expect(all).toContain('db-down');
    expect(all).toContain('28 characters');
  });

  test('survives facts that loop, run deep, or are no JSON', () => {
    const { log, written } = open();
    const loop: Record<string, unknown> = { big: 5n, bytes: new Uint8Array(3), run: () => 1, nothing: undefined };
    loop['self'] = loop;
    log.info('Odd', { loop });
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('"[3 bytes]"');
  });
});

test('a line of the log stays one line, and steers no terminal', () => {
  const { log, written } = open();
  log.warn('Refused: x\r\n{"level":"error","msg":"forged"} \u001b[2J\u009b31m\u202e', { detail: 'a\nb\u009b2J' });
  expect(written.join('').match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)).toBeNull();
  expect(written.join('').split('\n')).toHaveLength(2);
  expect(log.recent()[0]?.message).toContain('x\\r\\n{');
});

test('a secret is found in every way of writing it, wherever it stands', () => {
  const secret = 'Zw"9<pä$$/w0rd+x@y';
  const { values } = createRedactor([secret]);
  const inBase64 = [0, 1, 2, 3, 4].flatMap((before) => {
    const text = Buffer.from(`${'x'.repeat(before)}${secret}${'y'.repeat(before)}`);
    return [text.toString('base64'), text.toString('base64url')];
  });
  const forms = [secret, encodeURIComponent(secret), encodeURI(secret), JSON.stringify(secret), ...inBase64];
  for (const form of forms) expect(values(`before ${form} after`)).toMatch(/^before .{0,8}•••.{0,8} after$/);
  expect(values('An ordinary line about passwords.')).toBe('An ordinary line about passwords.');
});

test('the secrets of an environment are what is named like one, and the passwords inside of addresses', () => {
  const found = knownSecrets({
    OPENAI_API_KEY: ' sk-4711-abc\n',
    SMTP_PASSWORD: '"quoted pass"',
    DATABASE_URL: 'postgres://app:p@ss:w%40rd@db:5432/x?sslpassword=s3cret7',
    OPENAI_BASE_URL: 'https://a-token-that-is-long-enough@proxy.example/v1',
    AICMO_HOME: '/srv/aicmo',
    AICMO_TOKEN: 'abc',
  });
  expect(found).toEqual([
    ' sk-4711-abc\n',
    'sk-4711-abc',
    '"quoted pass"',
    'quoted pass',
    'p@ss:w%40rd',
    's3cret7',
    'a-token-that-is-long-enough',
  ]);
});

test('the redactor keeps the words of messages where it is told to', () => {
  const found = createRedactor(['planted-secret'], { hideContent: false }).facts({
    text: 'Write it as planted-secret.',
  });
  expect(found).toEqual({ text: 'Write it as •••.' });
});

test('the redactor knows a password of a URL in its plain form too, and takes one that cannot be decoded', () => {
  expect(createRedactor(['p%40ss-word', '100%zz-sure']).text('p@ss-word p%40ss-word 100%zz-sure')).toBe('••• ••• •••');
});

test('the redactor leaves ordinary words alone, even when a secret is very short', () => {
  const redactor = createRedactor(['ab', undefined]);
  expect(redactor.text('about the tokens of 3 campaigns at http://localhost:8501/x')).toBe(
    'about the tokens of 3 campaigns at http://localhost:8501/x',
  );
});

test('a count under a name that sounds like a secret is shown; a password of figures, and a known one, are not', () => {
  const { facts } = createRedactor(['4711081500']);
  expect(facts({ tokens: 412, cam_form_token: 3, password: 123456, token: 4711081500, hasToken: true })).toEqual({
    ...{ tokens: 412, cam_form_token: 3, password: '•••', token: '•••', hasToken: true },
  });
});
