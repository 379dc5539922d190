import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { defineSentinel, systemClock, type Sentinel } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createLog, createRedactor } from '@aicmo/core-server';
import { requestApp } from '@aicmo/core-server/testing';
import { repositoryFolder } from '../api/env.ts';
import { createProbeRunner } from '../probe/run-probe.ts';
import { moduleOf, rawStatus, startBoot } from '../test-setup/a-boot.ts';
import { aShell, aVisitor, startToken, wordsOf } from '../test-setup/a-shell.ts';
import { checkupOf } from '../test-setup/checkup-of.ts';

/* The rows G of the fault matrix: the shell as a web application. */

const cleanings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanings.splice(0).reverse()) await clean();
});
const open = async (variables: Readonly<Record<string, string>> = {}, more = {}) => {
  const opened = await aShell(variables, more);
  cleanings.push(() => opened.close());
  const visitor = aVisitor(opened.shell);
  await visitor.signIn();
  return { ...opened, visitor };
};
const started = async (env: Readonly<Record<string, string>> = {}) => {
  const { home, close } = await aShell();
  const boot = await startBoot({ env: { AICMO_HOME: home, ...env } });
  cleanings.push(close, () => boot.stop());
  await boot.until(/#code=/);
  return { boot, home };
};
const bootstrap = '/diagnostics/bootstrap';
const confirm = { name: 'aicmo.db' };
const begins = async (home: string) =>
  (await readFile(path.join(home, 'ops-shell/audit-8510.jsonl'), 'utf8')).match(/"phase":"begin"/g)?.length;
const finding = (summary: string): Sentinel =>
  defineSentinel({
    ...{ id: 'lab-said', title: 'Said', severity: 'error' },
    run: async () => ({
      ...{ verdict: 'fail', reason: 'lab-said', summary, evidence: { Table: summary } },
      remedy: { text: summary, commands: [] },
    }),
  });

test('G1: a foreign Host, 0.0.0.0, a missing port, and HTTP/1.0 without Host are answered 421', async () => {
  const { boot } = await started();
  const { port } = boot;
  for (const host of [
    'evil.example',
    `0.0.0.0:${String(port)}`,
    '127.0.0.1',
    'localhost',
    `evil.127.0.0.1:${String(port)}`,
  ]) {
    expect([host, await rawStatus(port, ['GET / HTTP/1.1', `Host: ${host}`])]).toEqual([host, 421]);
  }
  expect(await rawStatus(port, ['GET / HTTP/1.0'])).toBe(421);
});

test.each([
  ['another site', 'https://evil.example'],
  ['nobody', 'null'],
  ['another port of this machine', 'http://localhost:8501'],
  ['the same port over another scheme and name', 'http://evil.example:8510'],
])('G2: what comes from %s is answered 403', async (_, from) => {
  const { shell } = await open();
  const headers = { origin: from, authorization: `Bearer ${startToken}`, 'content-type': 'application/json' };
  expect((await requestApp(shell, '/api/ops/run', { method: 'POST', headers, body: '{}' })).status).toBe(403);
  expect((await requestApp(shell, '/api/ops/report', { headers: { origin: from } })).status).toBe(403);
});

test('G3: a form of text/plain is answered 415, at the API and at the pages', async () => {
  const { shell } = await open();
  const headers = { 'content-type': 'text/plain', authorization: `Bearer ${startToken}` };
  for (const address of ['/api/ops/run', '/hold', '/sentinels/run', bootstrap]) {
    expect((await requestApp(shell, address, { method: 'POST', headers, body: 'a=b' })).status).toBe(415);
  }
});

test('G4: without a token or with a wrong one a program changes nothing and is answered 401', async () => {
  const { shell } = await open();
  const ask = async (headers: Readonly<Record<string, string>>) =>
    (await requestApp(shell, '/api/ops/run', { method: 'POST', headers })).status;
  const almost = `${startToken.slice(0, -1)}x`;
  for (const shown of [
    {},
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${almost}` },
    { authorization: `Basic ${startToken}` },
    { cookie: `aicmo_session_8510=${startToken}` },
  ]) {
    expect(await ask(shown as Record<string, string>)).toBe(401);
  }
  expect(await ask({ authorization: `Bearer ${startToken}` })).toBe(200);
});

test('G5: two Host headers are answered 400, in either order', async () => {
  const { boot } = await started();
  const own = `Host: 127.0.0.1:${String(boot.port)}`;
  for (const hosts of [
    [own, 'Host: evil.example'],
    ['Host: evil.example', own],
    [own, own],
  ]) {
    expect(await rawStatus(boot.port, ['GET /livez HTTP/1.1', ...hosts])).toBe(400);
  }
});

test('G6: a double click is one run with one report, and a form that is sent again starts nothing', async () => {
  const { visitor, home } = await open();
  const form = await visitor.formOf(bootstrap, bootstrap);
  form.set('name', confirm.name);
  const answers = await Promise.all([visitor.post(bootstrap, form), visitor.post(bootstrap, form)]);
  const pages = await Promise.all(answers.map(async (answer) => wordsOf(await answer.text())));
  expect(await begins(home)).toBe(1);
  expect(pages[0]).toMatch(/The schema is up to date: \d+ migrations applied/);
  const again = wordsOf(await (await visitor.post(bootstrap, form)).text());
  expect(again).toMatch(/The schema is up to date: \d+ migrations applied/);
  expect(await begins(home)).toBe(1);
});

test('G7: while one tab bootstraps, the other shows that it runs, joins it when it asks, and shows its end', async () => {
  const { visitor, shell, home } = await open();
  const other = aVisitor(shell);
  await other.signIn();
  const lock = await lockFile(path.join(home, 'aicmo.db'));
  const forms = await Promise.all([visitor.formOf(bootstrap, bootstrap), other.formOf(bootstrap, bootstrap)]);
  for (const form of forms) form.set('name', confirm.name);
  const first = visitor.post(bootstrap, forms[0] ?? new URLSearchParams());
  let seen = '';
  while (!seen.includes('The schema step runs')) seen = await other.read(bootstrap);
  const joining = other.post(bootstrap, forms[1] ?? new URLSearchParams());
  await lock.release();
  const pages = await Promise.all([first, joining].map(async (answer) => wordsOf(await (await answer).text())));
  for (const page of pages) expect(page).toMatch(/The schema is up to date: \d+ migrations applied/);
  expect(await begins(home)).toBe(1);
  expect(await other.read(bootstrap)).toContain('There is nothing to do here now.');
});

describe('G8: a thousand who ask for a run at once', () => {
  test('get one run', async () => {
    let runs = 0;
    const check: Sentinel = {
      ...finding('x'),
      run: async () => {
        runs += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { verdict: 'pass', summary: 'Counted', evidence: { runs } };
      },
    };
    const { shell } = await open({}, { checkup: checkupOf(systemClock, check) });
    const headers = { authorization: `Bearer ${startToken}` };
    const ask = () => requestApp(shell, '/api/ops/run', { method: 'POST', headers });
    const answers = await Promise.all(Array.from({ length: 1000 }, ask));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(runs).toBe(1);
  });

  test('start no more processes at once than there are places', async () => {
    const run = createProbeRunner({
      environment: { PATH: process.env['PATH'] ?? '' },
      repositoryFolder,
      redactor: createRedactor([]),
      atOnce: 2,
    });
    let most = 0;
    const asked = Promise.all(Array.from({ length: 8 }, () => run({ task: 'nothing' })));
    const watch = setInterval(() => void countChildren().then((count) => (most = Math.max(most, count))), 10);
    await asked;
    clearInterval(watch);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });
});

/** The processes that this one has started and that run a probe. */
async function countChildren(): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const own = await Promise.all(
    ids.map(async (id) => {
      const read = (name: string) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '');
      const [state, command] = await Promise.all([read('stat'), read('cmdline')]);
      return (
        command.includes('probe-main.ts') &&
        / [^Z] (\d+) /.exec(state.slice(state.lastIndexOf(')') + 1))?.[1] === String(process.pid)
      );
    }),
  );
  return own.filter(Boolean).length;
}

test('G9: a process that floods its output is ended at its cap, and what it would have said is not known', async () => {
  const run = createProbeRunner({
    environment: { PATH: process.env['PATH'] ?? '' },
    repositoryFolder,
    redactor: createRedactor([]),
  });
  const flood = moduleOf(
    "const more = () => process.stderr.write('x'.repeat(65_536), more); more(); await new Promise(() => 0);",
  );
  const answer = await run({ task: 'door', input: flood, timeoutMs: 60_000 });
  expect(answer).toMatchObject({ ok: false, why: 'flooded', detail: expect.stringContaining('was ended') });
});

test('G10: what a driver says forges no line, neither in the log nor in the report, and steers no terminal', async () => {
  const evil = 'relation "x\r\n2026 error forged\n" does not exist\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e';
  const { shell, log, lines } = await open({}, { checkup: checkupOf(systemClock, finding(evil)) });
  const report = await (await requestApp(shell, '/sentinels.txt')).text();
  log.error(evil, { driver: evil });
  const all = report + lines.join('');
  expect(all).toContain('forged');
  expect(all.match(/^2026 error forged/m)).toBeNull();
  expect(all.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)).toBeNull();
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  const text = createLog({ clock: fakeClock(), write: () => undefined });
  text.warn(evil);
  expect(text.recent()[0]?.message).not.toMatch(/[\r\n\u001b]/);
});

test('G11: HTML in an error or in the name of a table is text on every page, and would not run', async () => {
  const evil = "<img src=x onerror=alert(1)><script>alert(1)</script>\"><b onclick='x'>";
  const { visitor } = await open({ AICMO_OPERATOR_PORT: '9' }, { checkup: checkupOf(systemClock, finding(evil)) });
  await visitor.get('/sentinels.txt');
  for (const address of ['/', '/sentinels']) {
    const answer = await visitor.get(address);
    const page = await answer.text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.match(/<img|<script>|<b onclick/)).toBeNull();
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
  }
  const held = await (await visitor.submit('/diagnostics', '/diagnostics/url', { url: evil })).text();
  expect(held.match(/<img|<script>|<b onclick/)).toBeNull();
});

/** Holds the write lock of a SQLite file from another process, as a program that is just writing does. */
async function lockFile(file: string) {
  const source = `
    const db = require('better-sqlite3')(process.argv[1]);
    db.exec('begin immediate');
    process.stdout.write('locked');
    process.stdin.once('data', () => { db.exec('rollback'); db.close(); process.exit(0); });`;
  const child = spawn(process.execPath, ['-e', source, file], {
    cwd: repositoryFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    release: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.stdin.write('go');
      }),
  };
}

test('G12: told to end in the middle of a bootstrap, the shell lets it come to its end, and the trail tells it', async () => {
  const { boot, home } = await started();
  const code = (await boot.until(/#code=([\w-]+)/))[1] ?? '';
  const post = (address: string, body: Readonly<Record<string, string>>, cookie = '') =>
    fetch(boot.url + address, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: new URLSearchParams(body),
    });
  const cookie = (await post('/login', { token: code })).headers.get('set-cookie')?.split(';')[0] ?? '';
  const file = path.join(home, 'aicmo.db');
  const lock = await lockFile(file);
  const page = await (await fetch(boot.url + bootstrap, { headers: { cookie } })).text();
  const field = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? '';
  const sent = post(bootstrap, { permit: field('permit'), plan: field('plan'), ...confirm }, cookie).then(
    ({ status }) => status,
    () => 'cut',
  );
  const trail = path.join(home, `ops-shell/audit-${String(boot.port)}.jsonl`);
  const written = async () => readFile(trail, 'utf8').catch(() => '');
  while (!(await written()).includes('"begin"')) await new Promise((resolve) => setTimeout(resolve, 20));
  const ended = boot.stop('SIGTERM');
  await lock.release();
  expect(await ended).toBe(0);
  expect([200, 'cut']).toContain(await sent);
  const [begin, end] = (await written()).trim().split('\n');
  expect([JSON.parse(begin ?? ''), JSON.parse(end ?? '')]).toMatchObject([
    { phase: 'begin', action: 'bootstrap' },
    { phase: 'end', outcome: 'done', applied: expect.any(Number) },
  ]);
  const { migrationStatus } = await import('@aicmo/core-db');
  const { allMigrations } = await import('@aicmo/workspace');
  expect(await migrationStatus(`sqlite:${file}`, await allMigrations())).toMatchObject({ pending: [], unknown: [] });
});
