import { stat } from 'node:fs/promises';
import path from 'node:path';
import { dayMs, defineSentinel, epochMs, minuteMs, toInstant, type Sentinel } from '@aicmo/core-kernel';
import { sqliteFileOf, type Machine } from './machine.ts';

/** Clocks of one house differ by seconds; more than this and an order of events is wrong. */
const toleratedMs = 5 * minuteMs;
const longestMs = 10 * 366 * dayMs;

/** Whether the machine's clock can be right: it is never before a file that was written already. Nobody outside is asked. */
export const clockSentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-clock',
    title: 'Clock',
    severity: 'error',
    reasons: {
      'clock-behind': {
        cause:
          'The clock shows a time before files that are there already were written: it was set back, or lost its battery.',
        cure: 'Set the clock, and let the system keep it (NTP); what was written meanwhile has wrong times.',
      },
      'clock-ahead': {
        cause: 'The clock shows a time more than ten years after everything that is installed here.',
        cure: 'Set the clock, and let the system keep it (NTP).',
      },
    },
    run: async ({ clock }) => {
      const now = epochMs(clock.now());
      const file = sqliteFileOf(machine);
      const files = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json'].map((name) =>
        path.join(machine.repositoryFolder, name),
      );
      const times = await Promise.all([...files, ...(file === undefined ? [] : [file, `${file}-wal`])].map(writtenAt));
      const newest = Math.max(...times);
      const evidence = { clock: clock.now(), 'newest file': newest > 0 ? toInstant(newest) : 'none' };
      const remedy = {
        text: 'Set the clock, and let the system keep it.',
        commands: ['date -u', 'timedatectl set-ntp true'],
      };
      if (newest > now + toleratedMs) {
        const minutes = Math.round((newest - now) / minuteMs);
        return {
          verdict: 'fail',
          reason: 'clock-behind',
          summary: `The clock is ${minutes} minutes behind the newest file.`,
          evidence,
          remedy,
        };
      }
      if (newest > 0 && now > newest + longestMs) {
        return {
          verdict: 'fail',
          reason: 'clock-ahead',
          summary: 'The clock is years ahead of everything here.',
          evidence,
          remedy,
        };
      }
      return { verdict: 'pass', summary: 'The clock is after everything that was written here.', evidence };
    },
  });

const writtenAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
