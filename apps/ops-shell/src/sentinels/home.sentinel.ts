import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { nearest } from './disk.sentinel.ts';
import { homeOf, sqliteFileOf, type Machine } from './machine.ts';

/** Whether the folders of the data can be written, without writing anything into them. */
export const homeSentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-home',
    title: 'Folder of the data can be written',
    severity: 'error',
    reasons: {
      'home-no-folder': {
        cause: 'AICMO_HOME, or the folder of the database, names something that is no folder.',
        cure: 'Give AICMO_HOME the path of a folder, or move the file away.',
      },
      'home-read-only': {
        cause: 'This user may not write the folder: it belongs to another user, or its disk is read-only.',
        cure: 'Give this user the right to write it, or choose another folder with AICMO_HOME.',
      },
    },
    run: async () => {
      const file = sqliteFileOf(machine);
      const wanted = [...new Set([homeOf(machine), ...(file === undefined ? [] : [path.dirname(file)])])];
      const user = `uid ${String(process.getuid?.() ?? 'unknown')}`;
      for (const folder of wanted) {
        const there = nearest(folder);
        const isFolder = await stat(there).then(
          (facts) => facts.isDirectory(),
          () => false,
        );
        const evidence = { folder, user };
        if (!isFolder) {
          const remedy = { text: 'Move it away, or give AICMO_HOME another path.', commands: [`ls -ld ${there}`] };
          return { verdict: 'fail', reason: 'home-no-folder', summary: `${there} is no folder.`, evidence, remedy };
        }
        const canWrite = await access(there, constants.W_OK | constants.X_OK).then(
          () => true,
          () => false,
        );
        if (!canWrite) {
          const remedy = {
            text: 'Give this user the right to write it.',
            commands: [`ls -ld ${there}`, `sudo chown "$(id -u)" ${there}`],
          };
          return {
            verdict: 'fail',
            reason: 'home-read-only',
            summary: `${there} cannot be written by ${user}.`,
            evidence,
            remedy,
          };
        }
      }
      return {
        verdict: 'pass',
        summary: `${listOf(wanted)} can be written.`,
        evidence: { folders: wanted.join(', '), user },
      };
    },
  });

const listOf = (folders: readonly string[]): string => folders.join(' and ');
