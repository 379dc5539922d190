import { sql } from 'kysely';
import { defineSentinel, epochMs, type Sentinel } from '@aicmo/core-kernel';
import { reachableReasons } from './database-reasons.ts';
import { lookIntoDatabase } from './look-into-database.ts';
import type { DbSentinelDeps } from './index.ts';

/** A lease lasts 30 s (DOMAIN section 4): machines that differ by a good part of it take each other's work. */
const toleratedMs = 10_000;

const clockReasons: Sentinel['reasons'] = {
  ...reachableReasons,
  'db-clock-ours': {
    cause: 'The database is a file of this machine, and has no clock of its own.',
    cure: 'Nothing is to be done.',
  },
  'db-clock-skew': {
    cause: 'The clocks of this machine and of the server differ by more than ten seconds: leases and windows go wrong.',
    cure: 'Let both keep their clocks by NTP.',
  },
};

/** Whether the clock of the database's server and ours tell the same time. A file has no clock of its own. */
export const databaseClockSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-clock',
    title: 'Clock of the database server',
    severity: 'error',
    timeoutMs: 15_000,
    after: ['core-db-reachable'],
    reasons: clockReasons,
    run: ({ clock }) =>
      lookIntoDatabase(url, async ({ dialect, raw }) => {
        if (dialect === 'sqlite') {
          return {
            verdict: 'skipped',
            reason: 'db-clock-ours',
            summary: 'A file has no clock of its own.',
            evidence: { dialect },
          };
        }
        const before = epochMs(clock.now());
        const { rows } = await sql<{ ms: number }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(
          raw,
        );
        const middle = (before + epochMs(clock.now())) / 2;
        const skewMs = Math.round(Number(rows[0]?.ms) - middle);
        const evidence = { 'the server is ahead by, ms': skewMs };
        if (Math.abs(skewMs) <= toleratedMs) return { verdict: 'pass', summary: 'Both tell the same time.', evidence };
        const seconds = Math.round(Math.abs(skewMs) / 1000);
        return {
          ...{ verdict: 'fail', reason: 'db-clock-skew', evidence },
          summary: `The clock of the server is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} ours.`,
          remedy: { text: 'Let both keep their clocks by NTP.', commands: ['date -u', 'timedatectl set-ntp true'] },
        };
      }),
  });
