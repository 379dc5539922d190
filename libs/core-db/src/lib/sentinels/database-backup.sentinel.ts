import { statSync } from 'node:fs';
import { dayMs, defineSentinel, epochMs, parseInstant, type Sentinel } from '@aicmo/core-kernel';
import { backupFolder } from '../backup/backup-place.ts';
import { listBackups } from '../backup/list-backups.ts';
import { sqliteFileOf } from './look-into-database.ts';
import type { DbSentinelDeps } from './index.ts';

/** A week's work is what somebody can do again; more is what they remember the loss for. */
const oldestDays = 7;

/** How old the newest backup is. It is not opened: `npx aicmo db backup --check` does that. */
export const databaseBackupSentinel = ({ url }: DbSentinelDeps): Sentinel =>
  defineSentinel({
    id: 'core-db-backup',
    title: 'Newest backup',
    severity: 'warning',
    timeoutMs: 15_000,
    after: ['core-db-tables'],
    reasons: {
      'backup-none-yet': {
        cause: `The database is younger than ${oldestDays} days, and nobody has made a backup of it.`,
        cure: 'npx aicmo db backup makes one when there is something to keep.',
      },
      'backup-elsewhere': {
        cause: 'No backup of this server was made by AICMO here; whoever runs the server may make them elsewhere.',
        cure: 'npx aicmo db backup makes one here; else look that the server’s own backups are made.',
      },
      'backup-none': {
        cause: 'There is no backup of the database, which has been in use for longer than a week.',
        cure: 'npx aicmo db backup makes one; let the system make one each night.',
      },
      'backup-old': {
        cause: `The newest backup is older than ${oldestDays} days: nobody makes them any more, or what made them fails.`,
        cure: 'npx aicmo db backup makes one; look why the usual one was not made.',
      },
      'backup-folder': {
        cause: 'The folder of the backups cannot be read.',
        cure: 'Let this user read it.',
      },
    },
    run: async ({ clock }) => {
      const folder = backupFolder(url);
      const [newest, ...others] = await listBackups(folder);
      const now = epochMs(clock.now());
      const ageInDays = (at: string): number => Math.floor((now - epochMs(parseInstant(at))) / dayMs);
      const make = { text: 'Make one.', commands: ['npx aicmo db backup'] };
      if (newest !== undefined) {
        const days = ageInDays(newest.madeAt);
        const evidence = {
          newest: newest.file,
          madeAt: newest.madeAt,
          bytes: newest.bytes,
          backups: others.length + 1,
        };
        return days < oldestDays
          ? { verdict: 'pass', summary: `The newest of ${others.length + 1} is ${inWords(days)} old.`, evidence }
          : {
              verdict: 'fail',
              reason: 'backup-old',
              summary: `The newest is ${inWords(days)} old.`,
              evidence,
              remedy: make,
            };
      }
      const evidence = { folder, backups: 0 };
      const file = sqliteFileOf(url);
      if (file === undefined) {
        const summary = `None was made by AICMO in ${folder}.`;
        return { verdict: 'skipped', reason: 'backup-elsewhere', summary, evidence, remedy: make };
      }
      // By stat, which opens nothing: closing any descriptor of a live SQLite file would drop its owner's locks.
      const bornMs = statSync(file, { throwIfNoEntry: false })?.birthtimeMs ?? now;
      return now - bornMs < oldestDays * dayMs
        ? {
            verdict: 'skipped',
            reason: 'backup-none-yet',
            summary: 'There is none yet, of a new database.',
            evidence,
            remedy: make,
          }
        : { verdict: 'fail', reason: 'backup-none', summary: `There is none in ${folder}.`, evidence, remedy: make };
    },
  });

const inWords = (days: number): string => (days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`);
