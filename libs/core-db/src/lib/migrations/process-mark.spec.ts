import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isStillRunning, markOf } from './process-mark.ts';

test('a process knows itself, and is told from another one that got its number later', async () => {
  const mark = await markOf();
  expect(mark).toMatchObject({ pid: process.pid, host: expect.stringMatching(/./) });
  expect(await isStillRunning(mark)).toBe(true);
  if (process.platform === 'linux') {
    expect(await isStillRunning({ ...mark, identity: mark.identity.replace(/\d+$/, '1') })).toBe(false);
  }
});

test('a process that has ended does not run, and of another machine’s nobody knows', async () => {
  const mark = await markOf();
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  expect(await isStillRunning({ ...mark, pid: child.pid ?? 0 })).toBe(false);
  expect(await isStillRunning({ ...mark, host: 'another machine' })).toBeNull();
});

test('a process that was killed and whose parent has not looked yet does not run any more', async () => {
  if (process.platform !== 'linux') return;
  // A shell that starts a process, says its number, and never asks how it ended.
  const shell = spawn('sh', ['-c', 'tail -f /dev/null & echo $!; exec tail -f /dev/null'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(shell.stdout, 'data')) as [Buffer];
  const mark = await markOf(Number(said.toString()));
  expect(await isStillRunning(mark)).toBe(true);
  process.kill(mark.pid, 'SIGKILL');
  // The kernel may need a moment; that it is in its list of processes for ever must not matter.
  while (await isStillRunning(mark)) await new Promise((resolve) => setImmediate(resolve));
  expect(process.kill(mark.pid, 0)).toBe(true);
  shell.kill('SIGKILL');
  await once(shell, 'close');
});
