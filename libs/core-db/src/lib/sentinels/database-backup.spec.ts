import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runSentinels, toInstant, type SentinelReport } from '@aicmo/core-kernel';
import { databaseBackupSentinel } from './database-backup.sentinel.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-backups-'));
});
afterEach(() => rm(folder, { recursive: true }));

const today = Date.parse('2026-11-22T10:00:00Z');
const inDays = (days: number): number => today + days * 86_400_000;

async function reported(url: string, at: number): Promise<SentinelReport | undefined> {
  const sentinel = { ...databaseBackupSentinel({ url, migrations: [] }), after: [] };
  return (await runSentinels([sentinel], { clock: { now: () => toInstant(at) } }))[0];
}

test('a new database needs no backup yet; one that is used for longer than a week does', async () => {
  await writeFile(path.join(folder, 'aicmo.db'), '');
  const url = `sqlite:${path.join(folder, 'aicmo.db')}`;
  const now = Date.now();
  expect(await reported(url, now)).toMatchObject({ verdict: 'skipped', reason: 'backup-none-yet' });
  expect(await reported(url, now + 8 * 86_400_000)).toMatchObject({
    ...{ verdict: 'fail', reason: 'backup-none', severity: 'warning', remedy: { commands: ['npx aicmo db backup'] } },
  });
});

test('the newest backup counts, by when it was made', async () => {
  const url = `sqlite:${path.join(folder, 'aicmo.db')}`;
  await mkdir(path.join(folder, 'backups'));
  for (const [name, days] of [
    ['old.db', -30],
    ['new.db', -3],
  ] as const) {
    await writeFile(path.join(folder, 'backups', name), 'x');
    await utimes(path.join(folder, 'backups', name), new Date(inDays(days)), new Date(inDays(days)));
  }
  expect(await reported(url, today)).toMatchObject({ verdict: 'pass', summary: 'The newest of 2 is 3 days old.' });
  expect(await reported(url, inDays(9))).toMatchObject({
    ...{ verdict: 'fail', reason: 'backup-old', summary: 'The newest is 12 days old.' },
  });
});

test('a server may have its backups elsewhere', async () => {
  expect(await reported('postgres://a:b@127.0.0.1:1/none', today)).toMatchObject({
    ...{ verdict: 'skipped', reason: 'backup-elsewhere' },
  });
});
