import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runSentinels, toInstant, type Clock, type Sentinel, type SentinelReport } from '@aicmo/core-kernel';
import type { LookAtPort, PortAnswer } from '../api/port-look.ts';
import { clockSentinel } from './clock.sentinel.ts';
import { diskSentinel } from './disk.sentinel.ts';
import { historySentinel } from './history.sentinel.ts';
import { homeSentinel } from './home.sentinel.ts';
import { lockSentinel } from './lock.sentinel.ts';
import type { Machine } from './machine.ts';
import { operatorAnswersSentinel } from './operator-answers.sentinel.ts';
import { operatorBuildSentinel } from './operator-build.sentinel.ts';
import { operatorDatabaseSentinel } from './operator-database.sentinel.ts';
import { operatorPortSentinel } from './operator-port.sentinel.ts';
import { operatorAsker } from './operator.ts';
import { opsPortSentinel } from './ops-port.sentinel.ts';
import { packagesSentinel } from './packages.sentinel.ts';
import { runtimeSentinel } from './runtime.sentinel.ts';
import { settingsSentinel } from './settings.sentinel.ts';
import { timeZonesSentinel } from './time-zones.sentinel.ts';
import { trackedSecretsSentinel } from './tracked-secrets.sentinel.ts';
import { unknownSettingsSentinel } from './unknown-settings.sentinel.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-machine-'));
});
afterEach(() => rm(folder, { recursive: true }));

const machine = (variables: Machine['variables'] = {}): Machine => ({
  ...{ repositoryFolder: folder, variables, redact: (text) => text },
});
const at = (day: string): Clock => ({ now: () => toInstant(Date.parse(`${day}T10:00:00Z`)) });
const here: Clock = { now: () => toInstant(Date.now()) };

async function reported(sentinel: Sentinel, clock = here): Promise<SentinelReport> {
  const [report] = await runSentinels([{ ...sentinel, after: [] }], { clock });
  if (report === undefined) throw new Error('There is no report.');
  if (report.verdict === 'pass') expect(report.evidence.length).toBeGreaterThan(0);
  else expect(Object.keys(sentinel.reasons)).toContain(report.reason);
  if (report.verdict === 'fail') expect(report.remedy?.text).toMatch(/\.$/u);
  return report;
}
const found = async (sentinel: Sentinel, clock?: Clock): Promise<string> => {
  const { verdict, reason } = await reported(sentinel, clock);
  return `${verdict}${reason === null ? '' : ` ${reason}`}`;
};
const write = async (name: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
};

describe('the installation', () => {
  test('is told apart: none, broken off, and there', async () => {
    expect(await found(packagesSentinel(machine()))).toBe('fail packages-none');
    await mkdir(path.join(folder, 'node_modules/@aicmo/core-kernel'), { recursive: true });
    expect(await found(packagesSentinel(machine()))).toBe('fail packages-interrupted');
    await write('node_modules/.package-lock.json', '{}');
    expect(await found(packagesSentinel(machine()))).toBe('pass');
  });

  test('has the packages of the lock file, or names those that it lacks', async () => {
    expect(await found(lockSentinel(machine()))).toBe('fail lock-unreadable');
    const locked = { '': {}, 'node_modules/pg': { version: '8.0.0' }, 'node_modules/fsevents': { optional: true } };
    await write('package-lock.json', JSON.stringify({ packages: locked }));
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/pg': { version: '7.0.0' } } }),
    );
    expect(await reported(lockSentinel(machine()))).toMatchObject({
      ...{ verdict: 'fail', reason: 'packages-differ', summary: 'Missing or of another version: pg.' },
      remedy: { commands: ['npm ci'] },
    });
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/pg': { version: '8.0.0' } } }),
    );
    expect(await found(lockSentinel(machine()))).toBe('pass');
    await write('package-lock.json', '<<<<<<< HEAD');
    expect(await found(lockSentinel(machine()))).toBe('fail lock-unreadable');
  });

  test('runs on a Node that its native parts support', async () => {
    expect(await found(runtimeSentinel(machine(), '20.20.2'))).toBe('fail runtime-too-old');
    expect(await found(runtimeSentinel(machine(), '24.21.0'))).toBe('pass');
  });
});

describe('the place of the data', () => {
  test('has room, and a folder that can be written; nothing is made by looking', async () => {
    expect(await found(diskSentinel(machine()))).toBe('pass');
    expect(await found(homeSentinel(machine({ AICMO_HOME: path.join(folder, 'a/b/c') })))).toBe('pass');
    await write('file', 'no folder');
    expect(await found(homeSentinel(machine({ AICMO_HOME: path.join(folder, 'file/home') })))).toBe(
      'fail home-no-folder',
    );
  });

  test('that only root may write is told to everybody else', async () => {
    const program = `
      import { homeSentinel } from ${JSON.stringify(path.join(import.meta.dirname, 'home.sentinel.ts'))};
      if (process.getuid() === 0) process.setuid(65534);
      const look = { repositoryFolder: '/', variables: { AICMO_HOME: '/etc/aicmo' }, redact: (text) => text };
      const { verdict, reason } = await homeSentinel(look).run({});
      console.log(verdict, reason);`;
    await write('try.mts', program);
    const { stdout } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('fail home-read-only');
  });

  test('remembers, or says that what it remembered is damaged', async () => {
    expect(await found(historySentinel(machine()))).toBe('skipped history-none');
    await write('.data/ops-shell/history.json', '{"half":');
    expect(await found(historySentinel(machine()))).toBe('unknown history-corrupt');
    await write(
      '.data/ops-shell/history.json',
      '{"schema":1,"runs":[{"at":"2026-11-22T10:00:00.000Z","tookMs":1,"findings":[]}],"checks":{}}',
    );
    expect(await found(historySentinel(machine()))).toBe('pass');
    await rm(path.join(folder, '.data/ops-shell/history.json'));
    await symlink(folder, path.join(folder, '.data/ops-shell/history.json'));
    expect(await found(historySentinel(machine()))).toBe('unknown history-unreadable');
  });
});

describe('the time', () => {
  test('is after everything that was written here, and not years after it', async () => {
    await write('package-lock.json', '{}');
    await utimes(
      path.join(folder, 'package-lock.json'),
      new Date('2026-11-22T10:00:00Z'),
      new Date('2026-11-22T10:00:00Z'),
    );
    expect(await found(clockSentinel(machine()), at('2026-11-23'))).toBe('pass');
    expect(await reported(clockSentinel(machine()), at('2026-11-21'))).toMatchObject({
      ...{ verdict: 'fail', reason: 'clock-behind', summary: 'The clock is 1440 minutes behind the newest file.' },
    });
    expect(await found(clockSentinel(machine()), at('2039-01-01'))).toBe('fail clock-ahead');
  });

  test('is right in other zones, and the zone of this machine is one that there is', async () => {
    expect(await found(timeZonesSentinel(machine({ TZ: 'Europe/Berlin' })))).toBe('pass');
    expect(await found(timeZonesSentinel(machine({ TZ: 'Europe/Berlni' })))).toBe('fail zone-unknown');
  });
});

describe('the settings', () => {
  test.each([
    [{}, 'pass'],
    [{ AICMO_DEMO: '1', AICMO_OPS_PORT: '9000', AICMO_HOST: '127.0.0.1' }, 'pass'],
    [{ AICMO_DEMO: 'yes' }, 'fail setting-value'],
    [{ AICMO_OPERATOR_PORT: '85010' }, 'fail setting-value'],
    [{ AICMO_OPS_PORT: 'eighty' }, 'fail setting-value'],
    [{ AICMO_OPS_PORT: '8501' }, 'fail setting-contradiction'],
    [{ AICMO_HOST: '0.0.0.0' }, 'fail setting-contradiction'],
    [{ AICMO_HOST: '0.0.0.0', AICMO_ACCESS_TOKEN: 'long-enough-4711' }, 'pass'],
  ])('%j: %s', async (variables, expected) => {
    expect(await found(settingsSentinel(machine(variables)))).toBe(expected);
  });

  test.each([
    [{ PATH: '/bin', HOME: '/root' }, 'pass', ''],
    [{ AICMO_HOEM: '/data' }, 'fail setting-unknown', 'No program reads AICMO_HOEM; perhaps AICMO_HOME was meant.'],
    [{ DATABSE_URL: 'x' }, 'fail setting-unknown', 'perhaps DATABASE_URL was meant'],
    [{ OPENAI_API_KYE: 'x' }, 'fail setting-unknown', 'perhaps OPENAI_API_KEY was meant'],
    [{ AICMO_NOTHING_LIKE_IT_AT_ALL: 'x' }, 'fail setting-unknown', 'No program reads AICMO_NOTHING_LIKE_IT_AT_ALL.'],
    [{ '\u{feff}DATABASE_URL': 'x' }, 'fail setting-unreadable', 'byte-order mark'],
    [{ AICMO_HOME: ' ' }, 'fail setting-empty', 'AICMO_HOME is set, but blank.'],
    [{ HUGE: 'x'.repeat(200_000) }, 'fail setting-too-large', 'HUGE has 200 kB.'],
    [{ AICMO_PINNED_NODE: '20.0.0', AICMO_TEST_SEED: '1' }, 'pass', ''],
  ])('a name is known, or the one that was meant is named', async (variables, expected, words) => {
    const report = await reported(unknownSettingsSentinel(machine(variables)));
    expect(`${report.verdict}${report.reason === null ? '' : ` ${report.reason}`}`).toBe(expected);
    expect(report.summary).toContain(words);
  });

  test('a secret of the environment in a tracked file is found, and not shown', async () => {
    const git = (...words: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder });
    const variables = { OPENAI_API_KEY: 'sk-planted-4711-secret', DATABASE_URL: 'postgres://a:pl4nted-S3cret-9@h/d' };
    expect(await found(trackedSecretsSentinel(machine(variables)))).toBe('skipped secret-no-git');
    git('init', '-q');
    await write('notes.md', 'nothing');
    await write('untracked.txt', variables.OPENAI_API_KEY);
    git('add', 'notes.md');
    expect(await found(trackedSecretsSentinel(machine(variables)))).toBe('pass');
    await write('.env', 'A=1');
    await write('.env.example', 'A=');
    git('add', '.env', '.env.example');
    expect(await reported(trackedSecretsSentinel(machine(variables)))).toMatchObject({
      ...{ verdict: 'fail', reason: 'secret-file-tracked', remedy: { commands: ['git rm --cached .env'] } },
    });
    await write('config.json', '{"url":"postgres://a:pl4nted-S3cret-9@h/d"}');
    git('add', 'config.json');
    const report = await reported(trackedSecretsSentinel(machine(variables)));
    expect(report).toMatchObject({
      verdict: 'fail',
      reason: 'secret-tracked',
      summary: expect.stringContaining('config.json'),
    });
    expect(JSON.stringify(report)).not.toMatch(/pl4nted|planted/u);
  });
});

describe('the operator', () => {
  const marker = 'AICMO_OPERATOR_0.1.0+abcdef0+2026-11-22';
  const says = (value: unknown, status = 200): PortAnswer => ({
    state: 'answers',
    status,
    text: JSON.stringify(value),
  });
  const operator = says({ build: { marker } });
  const looked = (answer: PortAnswer, told: PortAnswer = answer) => {
    const lookAtPort: LookAtPort = async (_port, address) => (address === '/api/house/process' ? told : answer);
    return { ...machine(), lookAtPort };
  };

  test.each([
    ['free', { state: 'free' }, 'pass', 'skipped operator-off'],
    ['its own', operator, 'pass', 'pass'],
    ['locked', says({ code: 'sign-in-first' }, 401), 'pass', 'pass'],
    [
      'another program’s page',
      { state: 'answers', status: 200, text: '<h1>Hi</h1>' },
      'fail operator-port-taken',
      'skipped operator-off',
    ],
    [
      'another program’s JSON',
      says({ build: { marker: 'NGINX' } }),
      'fail operator-port-taken',
      'skipped operator-off',
    ],
    ['no HTTP', { state: 'stranger', detail: 'it speaks no HTTP' }, 'fail operator-port-taken', 'skipped operator-off'],
    ['silent', { state: 'silent' }, 'unknown operator-silent', 'skipped operator-off'],
  ] as const)('whose port is %s', async (_what, answer, port, running) => {
    const look = looked(answer);
    expect(await found(operatorPortSentinel(look, operatorAsker(look)))).toBe(port);
    expect(await found(operatorAnswersSentinel(look, operatorAsker(look)))).toBe(running);
  });

  const startRecord = (record: object) =>
    write(
      '.data/operator/start-8501.json',
      JSON.stringify({ pid: process.pid, machine: hostname(), startedAt: '2026-03-02T09:59:00.000Z', ...record }),
    );
  const ended = { endedAt: '2026-03-02T09:59:01.000Z', status: 1 };
  const gone = { pid: 2 ** 30 };

  test.each([
    ['was never started', undefined, 'skipped operator-off', /not running/u],
    [
      'crashed at its start',
      { ...ended, words: 'Port 8501 is in use.' },
      'fail operator-crashed',
      /at its start, with exit status 1: Port 8501 is in use\.$/u,
    ],
    [
      'crashed while it ran',
      { ...ended, listens: true },
      'fail operator-crashed',
      /while it ran, with exit status 1\.$/u,
    ],
    ['was killed', { ...gone, listens: true }, 'fail operator-crashed', /while it ran without a word/u],
    ['is being started', {}, 'unknown operator-starting', /being started/u],
    ['hangs at its start', { startedAt: '2026-03-02T09:00:00.000Z' }, 'unknown operator-deaf', /nothing listens/u],
    [
      'ran on another machine of the same folder',
      { ...gone, machine: 'elsewhere' },
      'skipped operator-off',
      /not running/u,
    ],
    ['left half a record', { startedAt: 'yesterday' }, 'skipped operator-off', /not running/u],
  ] as const)('that %s is told so', async (_what, record, expected, words) => {
    if (record !== undefined) await startRecord(record);
    const look = looked({ state: 'free' });
    const report = await reported(operatorAnswersSentinel(look, operatorAsker(look)), at('2026-03-02'));
    expect(`${report.verdict} ${report.reason ?? ''}`).toBe(expected);
    expect(report.summary).toMatch(words);
  });

  test('whose last words hold a secret is told without it', async () => {
    await startRecord({ ...ended, words: 'Refused: hunter2-hunter2' });
    const look = { ...looked({ state: 'free' }), redact: (text: string) => text.replaceAll('hunter2-hunter2', '***') };
    const report = await reported(operatorAnswersSentinel(look, operatorAsker(look)), at('2026-03-02'));
    expect(report.summary).toContain('Refused: ***');
  });

  test('that runs without its screens is a fault with the command that builds them', async () => {
    const lookAtPort: LookAtPort = async (_port, address) => (address === '/' ? says({}, 503) : operator);
    const look = { ...machine(), lookAtPort };
    expect(await reported(operatorAnswersSentinel(look, operatorAsker(look)))).toMatchObject({
      ...{ verdict: 'fail', reason: 'operator-no-screens', remedy: { commands: ['npx nx build operator'] } },
    });
  });

  test.each([
    [operator, says({ databaseUrl: 'sqlite:/data/aicmo.db' }), 'pass'],
    [operator, says({ databaseUrl: 'sqlite:/other/aicmo.db' }), 'fail operator-other-database'],
    [operator, says({}, 500), 'unknown operator-says-nothing'],
    [says({ code: 'sign-in-first' }, 401), says({}), 'skipped operator-locked'],
    [{ state: 'free' } as const, says({}), 'skipped operator-off'],
  ])('has the same database, or it is said', async (answer, told, expected) => {
    const look = looked(answer, told);
    const sentinel = operatorDatabaseSentinel(look, operatorAsker(look), async () => 'sqlite:/data/aicmo.db');
    expect(await found(sentinel)).toBe(expected);
  });

  test('is built from the sources, or the files that have changed since are counted', async () => {
    const look = looked(operator);
    const ask = operatorAsker(look);
    const git = (...words: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
        cwd: folder,
        encoding: 'utf8',
      }).stdout.trim();
    expect(await found(operatorBuildSentinel(look, ask))).toBe('skipped operator-not-built');
    git('init', '-q');
    await write('apps/operator/src/ui/a.tsx', '1');
    git('add', '.');
    git('commit', '-qm', 'one');
    const commit = git('rev-parse', '--short=7', 'HEAD');
    await write('apps/operator/dist/build.json', JSON.stringify({ marker, commit }));
    expect(await found(operatorBuildSentinel(look, ask))).toBe('pass');
    const older = looked(says({ build: { marker: 'AICMO_OPERATOR_0.0.9+1234567+2026-11-01' } }));
    expect(await found(operatorBuildSentinel(older, operatorAsker(older)))).toBe('fail operator-serves-another');
    await write('apps/operator/src/ui/a.tsx', '2');
    await write('apps/operator/src/ui/a.spec.tsx', '2');
    git('add', '.');
    git('commit', '-qm', 'two');
    expect(await reported(operatorBuildSentinel(look, ask))).toMatchObject({
      ...{ verdict: 'fail', reason: 'operator-build-stale', severity: 'warning' },
      summary: expect.stringContaining('1 files of the sources have changed since'),
    });
  });

  test('leaves the shell’s port to the shell', async () => {
    expect(await found(opsPortSentinel(looked({ state: 'free' })))).toBe('pass');
    expect(await found(opsPortSentinel(looked({ state: 'answers', status: 200, text: 'ok' })))).toBe('pass');
    expect(await found(opsPortSentinel(looked({ state: 'silent' })))).toBe('fail ops-port-taken');
  });
});
