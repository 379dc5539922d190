import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { homeOf, sqliteFileOf, type Machine } from './machine.ts';

const megabyte = 1_000_000;
/** A bootstrap copies the database before it changes it: twice its size, and room to work. */
const leastBytes = 200 * megabyte;

/** Whether there is room where the data is. By stat alone, which opens nothing: an open file would cost its locks. */
export const diskSentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-disk',
    title: 'Free disk space',
    severity: 'error',
    reasons: {
      'disk-low': {
        cause:
          'The disk of the data has less room than a bootstrap with its backup needs (twice the database, at least 200 MB).',
        cure: 'Free some space: old backups and packages are the largest.',
      },
      'disk-no-files': {
        cause: 'The disk has no room for new files, however small (its inodes are used up).',
        cure: 'Remove folders with very many small files.',
      },
      'disk-unreadable': {
        cause: 'The system does not say how full the disk is.',
        cure: 'Look with df -h.',
      },
    },
    run: async () => {
      const file = sqliteFileOf(machine);
      const folder = nearest(file === undefined ? homeOf(machine) : path.dirname(file));
      const found = await statfs(folder).catch(() => undefined);
      const look = {
        text: 'Look what takes the space, and free some.',
        commands: [`df -h ${folder}`, `du -sh ${folder}/*`],
      };
      if (found === undefined) {
        return {
          verdict: 'unknown',
          reason: 'disk-unreadable',
          summary: `Nothing is known of ${folder}.`,
          remedy: look,
        };
      }
      const free = found.bavail * found.bsize;
      const size =
        file === undefined
          ? 0
          : await stat(file).then(
              (facts) => facts.size,
              () => 0,
            );
      const needed = Math.max(leastBytes, 2 * size);
      const evidence = { folder, 'free, MB': Math.floor(free / megabyte), 'needed, MB': Math.ceil(needed / megabyte) };
      if (free < needed) {
        const summary = `Found ${evidence['free, MB']} MB free at ${folder}; expected at least ${evidence['needed, MB']} MB.`;
        return { verdict: 'fail', reason: 'disk-low', summary, evidence, remedy: look };
      }
      if (found.files > 0 && found.ffree < 1000) {
        const summary = `There is room for ${found.ffree} more files at ${folder}.`;
        return {
          verdict: 'fail',
          reason: 'disk-no-files',
          summary,
          evidence,
          remedy: { ...look, commands: [`df -i ${folder}`] },
        };
      }
      return { verdict: 'pass', summary: `${evidence['free, MB']} MB free where the data is.`, evidence };
    },
  });

/** The folder itself, or the nearest one above it that is there. */
export const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(path.dirname(folder)));
