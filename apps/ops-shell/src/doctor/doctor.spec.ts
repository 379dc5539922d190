import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { readCatalog } from '../checkup/catalog.ts';
import { repositoryFolder, runAicmo, runDoctor, withoutInstallation } from '../test-setup/run-doctor.ts';

let home = '';
let bare = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-doctor-'));
  bare = await withoutInstallation();
});
afterAll(() => Promise.all([home, bare].map((folder) => rm(folder, { recursive: true }))));

/** These two look at the working copy itself, which is in the middle of a change when its author runs this. */
const asInstalled = ['--skip', 'machine-lock,operator-build'];
const ids = readCatalog().map(({ id }) => id);

describeEachDialect('the doctor of a fresh, bootstrapped installation', (dialect) => {
  test('exits 0 without a key, mail, a backup and a running operator; each pass has evidence, each skip a reason', async () => {
    const own = await mkdtemp(path.join(tmpdir(), 'aicmo-fresh-'));
    const settings = { AICMO_HOME: own, DATABASE_URL: await dialect.url() };
    expect(await runAicmo(['db', 'bootstrap'], settings)).toMatchObject({ status: 0 });
    const before = await readdir(own, { recursive: true });
    const said = await runDoctor(asInstalled, settings);
    const troubles = said.results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
    expect(troubles).toEqual([]);
    expect(said).toMatchObject({ status: 0, exitCode: 0, verdict: 'pass', stderr: '' });
    expect(said.results.map(({ id }) => id)).toEqual(ids.filter((id) => !asInstalled[1]?.includes(id)));
    const passed = said.results.filter(({ verdict }) => verdict === 'pass');
    expect(passed.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(said.results.filter(({ verdict, reason }) => verdict === 'skipped' && reason === null)).toEqual([]);
    expect(await readdir(own, { recursive: true })).toEqual(before);
    await rm(own, { recursive: true });
  });
});

describe('the doctor without a database', () => {
  test('names the one cause with what to type, counts nothing twice, makes no file, and exits 1', async () => {
    const said = await runDoctor(['--only', 'core-db-url,core-db-reachable,core-db-migrations,cam-orphans'], {
      AICMO_HOME: path.join(home, 'none'),
    });
    expect(said).toMatchObject({ status: 1, exitCode: 1, verdict: 'fail' });
    expect(said.of('core-db-reachable')).toMatchObject({
      ...{ verdict: 'fail', reason: 'db-no-folder' },
      remedy: { commands: [expect.stringContaining('mkdir -p'), 'npx aicmo db bootstrap'] },
    });
    expect(said.of('cam-orphans')).toMatchObject({
      ...{ verdict: 'unknown', reason: 'blocked', blockedBy: ['core-db-reachable'], ms: null },
    });
    expect(existsSync(path.join(home, 'none'))).toBe(false);
  });

  test('shows no password, and says so of a server that is not there', async () => {
    const said = await runDoctor(['--only', 'core-db-reachable'], {
      DATABASE_URL: 'postgres://ada:pl4nted-S3cret@127.0.0.1:1/aicmo',
    });
    expect(said.of('core-db-reachable')).toMatchObject({ verdict: 'fail', reason: 'db-unreachable' });
    expect(said.stdout + said.stderr).not.toContain('pl4nted-S3cret');
  });
});

describe('the words that the doctor takes', () => {
  test.each([
    [['--only', 'cam-orphan'], 'Found "cam-orphan" after --only; there is no such check. The nearest is cam-orphans.'],
    [['--skip=cam-orphanss'], 'The nearest is cam-orphans.'],
    [['--fail-level', 'grave'], 'Found "grave" after --fail-level; expected critical, error, warning, info.'],
    [['--timeout', 'long'], 'expected seconds'],
    [['--jsn'], 'There is no option --jsn. The nearest is --json.'],
    [['--format', 'xml'], 'expected text, json or health'],
    [['everything'], 'Found "everything"; doctor takes options only.'],
    [['--only'], 'Found nothing after --only'],
  ])('%p is wrong usage: 64, with what was expected', async (words, message) => {
    const { status, stdout, stderr } = await runAicmo(['doctor', ...words]);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('--list names every check and asks none; --help has the exit statuses', async () => {
    const { stdout, status } = await runAicmo(['doctor', '--list']);
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(ids);
    expect((await runAicmo(['doctor', '--help'])).stdout).toContain('64 wrong usage');
  });

  test('--only tells what was asked for and nothing else; as text it ends with what to type', async () => {
    const settings = { AICMO_HOEM: '/tmp', AICMO_HOME: home };
    const said = await runAicmo(['doctor', '--only', 'machine-unknown-settings'], settings);
    expect(said.status).toBe(0); // a warning is below the level
    expect(said.stdout).toContain(
      'FAIL     Variables are known and have a value: No program reads AICMO_HOEM; perhaps AICMO_HOME was meant.',
    );
    expect(said.stdout).toContain('  type     unset AICMO_HOEM');
    expect(said.stdout.trim()).toMatch(/0 passed, 1 failed\.$/u);
    const strict = await runAicmo(['doctor', '--only=machine-unknown-settings', '--fail-level=warning'], settings);
    expect(strict.status).toBe(1);
  });

  test('--timeout ends the run; what has no answer by then is unknown, and that is 2', async () => {
    const said = await runDoctor(['--only', 'cam-import', '--timeout', '0.001']);
    expect(said).toMatchObject({ status: 2, exitCode: 2, verdict: 'unknown' });
    expect(['stopped', 'import-hangs', 'blocked']).toContain(said.of('cam-import')?.reason);
  });

  test('--health is application/health+json: the worst status over all, each check under its id', async () => {
    const { stdout, status } = await runAicmo(['doctor', '--health', '--only', 'machine-clock,machine-settings'], {
      AICMO_DEMO: 'yes',
    });
    const health = JSON.parse(stdout) as { checks: Record<string, unknown[]> };
    expect(status).toBe(1);
    expect(health).toMatchObject({ status: 'fail', version: '1' });
    expect(health.checks['machine-clock']).toEqual([expect.objectContaining({ status: 'pass', verdict: 'pass' })]);
    expect(health.checks['machine-settings']).toEqual([
      expect.objectContaining({
        status: 'fail',
        reason: 'setting-value',
        output: expect.stringContaining('AICMO_DEMO'),
      }),
    ]);
  });
});

describe('the doctor that watches', () => {
  test('asks again and again, tells only what changes, and ends at Ctrl-C', async () => {
    const watched = path.join(home, 'watched');
    await mkdir(watched);
    const env = { PATH: process.env['PATH'], AICMO_HOME: watched };
    const words = ['doctor', '--watch', '1', '--only', 'machine-history'];
    const child = spawn(process.execPath, [path.join(repositoryFolder, 'tools/cli/aicmo.mjs'), ...words], { env });
    let said = '';
    let heard = (): void => undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      heard();
    });
    const until = async (words: RegExp): Promise<void> => {
      while (!words.test(said)) await new Promise<void>((resolve) => (heard = resolve));
    };
    await until(/do not apply here\.\n$/u);
    const first = said;
    await mkdir(path.join(watched, 'ops-shell'));
    await writeFile(path.join(watched, 'ops-shell/history.json'), '{');
    await until(/unknown +History of the checks: .*1 could not be found out\.\n$/su);
    expect(said.slice(first.length)).not.toContain('skipped');
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(2);
  });
});

describe('the doctor with nothing installed', () => {
  test('asks all that needs no package, and says of the rest that it waits for the installation', async () => {
    const said = await runDoctor([], { AICMO_HOME: home }, bare);
    expect(said.status).toBe(1);
    expect(said.of('machine-packages')).toMatchObject({
      ...{ verdict: 'fail', reason: 'packages-none', remedy: { commands: ['npm ci'] } },
    });
    expect(said.of('cam-import')).toMatchObject({ verdict: 'unknown', blockedBy: ['machine-packages'] });
    expect(said.of('core-db-reachable')).toMatchObject({ verdict: 'unknown', blockedBy: ['machine-packages'] });
    expect(said.of('machine-disk')).toMatchObject({ verdict: 'pass' });
    expect(said.of('machine-time-zones')).toMatchObject({ verdict: 'pass' });
    expect(existsSync(path.join(bare, 'node_modules'))).toBe(false);
    expect(said.results.map(({ id }) => id)).toEqual(ids);
  });

  test('on a Node that is too old says that, and of everything else that it was not asked', async () => {
    const said = await runDoctor([], { AICMO_PRETEND_NODE: '20.20.2' }, bare);
    expect(said).toMatchObject({ status: 1, verdict: 'fail' });
    expect(said.of('machine-runtime')).toMatchObject({
      ...{ verdict: 'fail', reason: 'runtime-too-old', summary: 'Found Node 20.20.2; expected 24 or later.' },
    });
    expect(said.of('core-db-url')).toMatchObject({
      verdict: 'unknown',
      reason: 'blocked',
      blockedBy: ['machine-runtime'],
    });
    expect(said.results.map(({ id }) => id)).toEqual(ids);
  });
});
