import { readdir, readFile, stat, writeFile, mkdir, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { defineSentinel } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { requestApp } from '@aicmo/core-server/testing';
import { firstBrokenLine } from '../api/acts/audit-trail.ts';
import { pageAddresses } from '../api/ops-pages.ts';
import { aShell, aVisitor, startToken, wordsOf } from '../test-setup/a-shell.ts';
import { checkupOf } from '../test-setup/checkup-of.ts';

const cleanings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean();
});
const open = async (variables: Readonly<Record<string, string>> = {}, more = {}) => {
  const opened = await aShell(variables, more);
  cleanings.push(() => opened.close());
  return { ...opened, visitor: aVisitor(opened.shell) };
};
const bootstrap = '/diagnostics/bootstrap';
const trailOf = (home: string) => path.join(home, 'ops-shell/audit-8510.jsonl');

describe('rule 6: the schema step is confirmed, and does only what was confirmed', () => {
  test('it shows target, kind and what waits, and wants the database’s name typed', async () => {
    const { visitor, home: own } = await open();
    await visitor.signIn();
    const page = await visitor.read(bootstrap);
    expect(page).toContain(`Database sqlite:${own}/aicmo.db`);
    expect(page).toContain('Kind SQLite, a file');
    expect(page).toMatch(/Would be applied .*cam: \d{4}-/);
    const wrong = await visitor.submit(bootstrap, bootstrap, { name: 'another.db' });
    expect([wrong.status, wordsOf(await wrong.text())]).toEqual([
      409,
      expect.stringContaining('type the name of the database: aicmo.db'),
    ]);
    expect(await readdir(own)).toEqual([]);
  });

  test('another plan than the one that was shown is shown, not done', async () => {
    const { visitor, shell, home: own } = await open();
    const other = aVisitor(shell);
    await visitor.signIn();
    await other.signIn();
    const seen = await visitor.formOf(bootstrap, bootstrap);
    seen.set('name', 'aicmo.db');
    const forged = new URLSearchParams(seen);
    forged.set('plan', 'f'.repeat(64));
    expect((await visitor.post(bootstrap, forged)).status).toBe(403);
    await other.submit(bootstrap, bootstrap, { name: 'aicmo.db' });
    const late = await visitor.post(bootstrap, seen);
    expect([late.status, wordsOf(await late.text())]).toEqual([409, expect.stringContaining('nothing to do here now')]);
    expect((await readFile(trailOf(own), 'utf8')).match(/"phase":"begin"/g)).toHaveLength(1);
  });

  test('it is not offered, and not done, where it must not be', async () => {
    const { visitor, home: own } = await open();
    await visitor.signIn();
    const seen = await visitor.formOf(bootstrap, bootstrap);
    seen.set('name', 'aicmo.db');
    await writeFile(path.join(own, 'aicmo.db'), 'These are notes, not a database. '.repeat(40));
    expect(await visitor.read(bootstrap)).toContain('Nothing can be done from here.');
    expect((await visitor.post(bootstrap, seen)).status).toBe(409);
    expect(await readdir(own)).toEqual(['aicmo.db']);
  });
});

test('rule 7: the judge of addresses reads a text; it opens no file and calls nobody', async () => {
  const { visitor, home: own } = await open();
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  const typed = [
    `postgres://u:p4711-secret@127.0.0.1:${port}/x`,
    `sqlite:${own}/new.db`,
    `http://127.0.0.1:${port}/`,
    `sqlite:${own}/$(touch x)`,
  ];
  for (const url of typed) {
    const answer = await visitor.submit('/diagnostics', '/diagnostics/url', { url });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('p4711-secret')]);
  }
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  expect([calls, await readdir(own)]).toEqual([0, []]);
});

describe('rule 8: the headers of every answer', () => {
  const policy: readonly string[] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'", // beyond the rule: the one font of the screens, from ourselves
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];

  test('allow scripts, styles and calls to ourselves only, and neither frames nor foreign windows', async () => {
    const { shell } = await open();
    for (const address of [
      ...pageAddresses,
      '/login',
      '/login.css',
      '/livez',
      '/healthz',
      '/api/ops/report',
      '/assets/ops.css',
      '/nothing',
    ]) {
      const { headers } = await requestApp(shell, address);
      expect(headers.get('content-security-policy')?.split('; ')).toEqual(policy);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
        // Under no-referrer a browser sends our own forms with the origin "null", which must be refused.
        'referrer-policy': (headers.get('content-type') ?? '').startsWith('text/html') ? 'same-origin' : 'no-referrer',
        'permissions-policy': expect.stringMatching(/camera=\(\).*usb=\(\)/),
      });
      expect(headers.get('permissions-policy')).not.toMatch(/=\((?!\))|\*|self/);
    }
  });

  test('no page holds an inline script, an inline style, or anything of another address', async () => {
    const { visitor } = await open();
    await visitor.signIn();
    for (const address of [...pageAddresses.filter((each) => !each.endsWith('.txt')), '/login']) {
      const page = await (await visitor.get(address)).text();
      expect(page.match(/<script(?![^>]*\ssrc="\/)|<style|\sstyle=|\son[a-z]+=|javascript:/i)).toBeNull();
      expect(page.match(/(?:src|action)="(?!\/)|<link[^>]*href="(?!\/)/)).toBeNull();
    }
  });
});

test('rule 9: who has not signed in is told by /livez that it lives, and no answer or log line holds a secret', async () => {
  const secret = 'planted/secret-4711';
  const { shell, log, lines } = await open({ AICMO_ACCESS_TOKEN: secret, DATABASE_URL: `mysql://u:${secret}@h/x` });
  expect(await (await requestApp(shell, '/livez')).text()).toBe('ok');
  expect(await (await requestApp(shell, '/healthz')).json()).toEqual({ status: 'fail' });
  log.error(`It failed with ${secret}`, { nested: { url: `x://u:${secret}@h` } });
  const headers = { authorization: `Bearer ${secret}` };
  const all = await Promise.all(
    [...pageAddresses, '/healthz'].map(async (address) => (await requestApp(shell, address, { headers })).text()),
  );
  expect(all.join('')).toContain('Sentinels');
  expect([...all, ...lines].join('')).not.toContain(secret);
});

describe('rule 10: what was done stands written', () => {
  test('before and after, by whom, with what became of it, each line sealed by the one before, for the owner alone', async () => {
    const { visitor, home: own } = await open();
    await visitor.signIn();
    await visitor.submit(bootstrap, bootstrap, { name: 'aicmo.db' });
    await visitor.submit('/hold', '/hold', { reason: 'Wrong list' });
    const file = trailOf(own);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(entries).toMatchObject([
      {
        number: 1,
        phase: 'begin',
        action: 'bootstrap',
        target: `sqlite:${own}/aicmo.db`,
        plan: expect.stringMatching(/^[0-9a-f]{64}$/),
        actor: { user: expect.any(String), session: expect.stringMatching(/^[0-9a-f]{12}$/) },
      },
      { number: 2, phase: 'end', of: 1, outcome: 'done', applied: expect.any(Number) },
      { number: 3, phase: 'begin', action: 'hold' },
      { number: 4, phase: 'end', of: 3, outcome: 'done', reason: 'Wrong list' },
    ]);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(await firstBrokenLine(file)).toBeUndefined();
    await writeFile(file, lines.join('\n').replace('Wrong list', 'Right list'));
    expect(await firstBrokenLine(file)).toBeUndefined(); // the newest line has no line behind it yet
    await writeFile(file, `${lines.join('\n').replace('"action":"hold"', '"action":"held"')}\n`);
    expect(await firstBrokenLine(file)).toBe(4);
    expect(await visitor.read('/diagnostics')).toContain('changed by somebody from line 4 on');
  });

  test('an action that cannot be written down is not done', async () => {
    const { visitor, home: own } = await open();
    await visitor.signIn();
    await mkdir(path.join(own, 'ops-shell'));
    await symlink('/dev/full', trailOf(own));
    const answer = await visitor.submit(bootstrap, bootstrap, { name: 'aicmo.db' });
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'audit-not-written' }]);
    expect(await readdir(own)).toEqual(['ops-shell']);
  });
});

test('rule 11: a process is given chosen variables only (its end, its caps and its group: run-probe.spec.ts)', async () => {
  const { shell } = await open({ AICMO_ACCESS_TOKEN: 'not-for-children-4711' });
  const { readEnv } = await import('../api/env.ts');
  const { forChildren } = readEnv({
    AICMO_ACCESS_TOKEN: 'not-for-children-4711',
    AICMO_DEMO: '1',
    LD_PRELOAD: '/x.so',
    NODE_OPTIONS: '--inspect',
    PATH: '/bin',
  });
  expect(forChildren).toEqual({ AICMO_DEMO: '1', PATH: '/bin' });
  expect(shell.hasAccessToken).toBe(true);
});

describe('rule 12: not too often, not for ever, and in production only looking', () => {
  test('runs that are asked for at once are one run, and more than sixty a minute are refused', async () => {
    let runs = 0;
    const check = defineSentinel({
      ...{ id: 'lab-count', title: 'Count', severity: 'info' },
      run: async () => ({ verdict: 'pass', summary: 'Counted.', evidence: { runs: (runs += 1) } }),
    });
    const clock = fakeClock();
    const { shell } = await open({}, { checkup: checkupOf(clock, check), clock });
    const ask = async () =>
      (await requestApp(shell, '/api/ops/run', { method: 'POST', headers: { authorization: `Bearer ${startToken}` } }))
        .status;
    expect(new Set(await Promise.all(Array.from({ length: 50 }, ask)))).toEqual(new Set([200]));
    expect(runs).toBe(1);
    const later = [];
    for (let count = 0; count < 70; count += 1) later.push(await ask());
    expect(later.filter((status) => status === 429).length).toBeGreaterThan(5);
    clock.advance(61_000);
    expect(await ask()).toBe(200);
  });

  test('a session that nobody uses for half an hour is over', async () => {
    const clock = fakeClock();
    const { visitor } = await open({}, { clock });
    await visitor.signIn();
    expect(await visitor.read('/')).toContain('signed in');
    clock.advance(31 * 60_000);
    expect(await visitor.read('/')).not.toContain('signed in');
  });

  test('in production it only looks, unless it is told otherwise; holding everything is always possible', async () => {
    const { visitor, home: own } = await open({ NODE_ENV: 'production' });
    await visitor.signIn();
    expect(await visitor.read(bootstrap)).toContain('AICMO_OPS_ALLOW_WRITE=1');
    expect((await visitor.post(bootstrap, new URLSearchParams({ name: 'aicmo.db' }))).status).toBe(403);
    expect(await readdir(own)).toEqual([]);
    const other = await open({ NODE_ENV: 'production', AICMO_OPS_ALLOW_WRITE: '1' });
    await other.visitor.signIn();
    expect((await other.visitor.submit(bootstrap, bootstrap, { name: 'aicmo.db' })).status).toBe(200);
    expect(await other.visitor.read('/hold')).toContain('Hold everything');
  });
});

test('rule 13: the verdicts stand in plain HTML, with no script and no style needed to read them', async () => {
  const check = defineSentinel({
    ...{ id: 'lab-lamp', title: 'The lamp burns', severity: 'error' },
    run: async () => ({
      ...{ verdict: 'fail', reason: 'lamp-out', summary: 'It is dark.' },
      remedy: { text: 'Light it.', commands: ['npx aicmo lamp light'] },
    }),
  });
  const { visitor } = await open({}, { checkup: checkupOf(fakeClock(), check) });
  await visitor.get('/sentinels.txt');
  for (const address of ['/', '/sentinels']) {
    const page = (await (await visitor.get(address)).text()).replace(/<script[\s\S]*?<\/script>|<link[^>]*>/g, '');
    expect(wordsOf(page)).toMatch(/The lamp burns.*It is dark\./);
    expect(wordsOf(page)).toContain('npx aicmo lamp light');
  }
});
