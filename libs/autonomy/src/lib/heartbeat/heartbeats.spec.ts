import { expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import {
  dayMs,
  hourMs,
  minuteMs,
  newId,
  plusMs,
  runSentinels,
  type Instant,
  type SentinelReport,
} from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { Timers } from '../engine/timers.ts';
import { heartbeatSentinel } from '../sentinels/heartbeat.sentinel.ts';
import { openHeartbeats } from './heartbeats.ts';

const ofOperator = { worker: 'The operator', again: 'npm start' };
const worker = { worker: 'The worker', again: 'npx aicmo worker' };
const noError = (error: unknown) => {
  throw error;
};
/** No process has it: the kernel's own limit lies below. */
const goneProcess = 2 ** 30;

/** A folder of signs with a clock and timers that are moved by hand. */
async function aPlace() {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'aicmo-beats-')), 'workers');
  const clock = fakeClock();
  const ticks = new Set<() => void>();
  const timers: Timers = {
    wait: () => Promise.resolve(),
    every: (_ms, work) => {
      ticks.add(work);
      return () => ticks.delete(work);
    },
  };
  const beats = openHeartbeats({ folder, clock, timers });
  const leave = async (patch: {
    pid?: number;
    machine?: string;
    beatAt?: Instant;
    worker?: string;
    again?: string;
  }) => {
    await mkdir(folder, { recursive: true });
    const sign = { ...worker, machine: hostname(), pid: goneProcess, startedAt: clock.now(), beatAt: clock.now() };
    await writeFile(path.join(folder, `${newId(clock)}.json`), JSON.stringify({ ...sign, ...patch }));
  };
  const doctor = async (): Promise<SentinelReport | undefined> =>
    (await runSentinels([heartbeatSentinel(folder)], { clock }))[0];
  return { folder, clock, beats, ticks, leave, doctor };
}

/** A beat is written beside the work, and soon there. */
async function beatsAt(beats: Awaited<ReturnType<typeof aPlace>>['beats'], moment: Instant): Promise<boolean> {
  for (;;) {
    const [sign] = await beats.list();
    if (sign?.beatAt === moment) return true;
  }
}

test('no worker: that is no fault, and the way to start one is told; looking makes no folder', async () => {
  const { doctor, folder } = await aPlace();
  expect(await doctor()).toMatchObject({
    ...{ verdict: 'skipped', reason: 'autonomy-no-worker', summary: 'No worker is running.' },
    remedy: { commands: ['npx aicmo worker', 'npm start'] },
  });
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test('an idle worker is seen alive for as long as it beats, and leaves nothing when it ends in good order', async () => {
  const { doctor, beats, clock, ticks, folder } = await aPlace();
  const end = await beats.begin(worker, noError);
  expect(await doctor()).toMatchObject({
    verdict: 'pass',
    summary: 'The worker is there; the last sign of life is 0 s old.',
  });
  for (let beat = 0; beat < 3; beat += 1) {
    clock.advance(50_000);
    for (const tick of ticks) tick();
  }
  await expect(beatsAt(beats, clock.now())).resolves.toBe(true);
  await end();
  expect(await readdir(folder)).toEqual([]);
  expect(await doctor()).toMatchObject({ verdict: 'skipped' });
});

test('a worker that says nothing while its process is there is unknown: it hangs, or the machine slept', async () => {
  const { doctor, beats, clock } = await aPlace();
  await beats.begin(worker, noError);
  clock.advance(5 * minuteMs);
  expect(await doctor()).toMatchObject({
    ...{ verdict: 'unknown', reason: 'autonomy-worker-silent' },
    summary: 'The worker has said nothing for 5 minutes, and its process is there.',
    remedy: { commands: [`kill ${process.pid}`, 'npx aicmo worker'] },
  });
});

test('a dead worker is told with since when, at once when its process is gone, and after an hour of silence', async () => {
  const { doctor, leave, clock } = await aPlace();
  await leave({});
  expect(await doctor()).toMatchObject({
    ...{ verdict: 'fail', reason: 'autonomy-worker-dead' },
    summary: 'The worker ended without a word; its last sign of life is 0 s old.',
    remedy: { commands: ['npx aicmo worker --once'] },
  });
  const { doctor: other, leave: leaveThere, clock: later } = await aPlace();
  await leaveThere({ pid: process.pid });
  later.advance(2 * hourMs);
  expect(await other()).toMatchObject({
    ...{ verdict: 'fail', reason: 'autonomy-worker-dead' },
    summary: 'The worker ended without a word; its last sign of life is 2 hours old.',
    evidence: expect.arrayContaining([{ label: 'last sign of life', value: clock.now() }]),
  });
});

test('the operator’s own worker that died with it is the operator’s finding', async () => {
  const { doctor, leave } = await aPlace();
  await leave(ofOperator);
  expect(await doctor()).toMatchObject({ verdict: 'skipped', reason: 'autonomy-worker-of-operator' });
});

test('one that beats is enough, also on another machine that shares the folder; the next one clears away the dead', async () => {
  const { doctor, leave, beats, folder, clock } = await aPlace();
  await leave({});
  await leave({ machine: 'elsewhere' });
  await leave({ machine: 'long-ago', beatAt: plusMs(clock.now(), -2 * dayMs) });
  expect(await doctor()).toMatchObject({ verdict: 'pass' });
  const end = await beats.begin(worker, noError);
  expect(await readdir(folder)).toHaveLength(2);
  await end();
});

test('a sign that cannot be read is unknown, and a folder that cannot be written is told and stops no worker', async () => {
  const { doctor, folder, beats } = await aPlace();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'half.json'), '{"worker":');
  expect(await doctor()).toMatchObject({ verdict: 'unknown', reason: 'autonomy-heartbeat-unreadable' });
  await rm(folder, { recursive: true });
  await writeFile(folder, 'no folder');
  const told: unknown[] = [];
  const end = await beats.begin(worker, (error) => told.push(error));
  await end();
  expect(told.length).toBeGreaterThan(0);
});
