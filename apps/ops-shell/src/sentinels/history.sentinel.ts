import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { readHistory } from '../checkup/history-file.ts';
import { nearest } from './disk.sentinel.ts';
import { homeOf, type Machine } from './machine.ts';

/** Where the ops shell keeps what it has seen. */
const historyFileOf = (machine: Machine): string => path.join(homeOf(machine), 'ops-shell/history.json');

/** Whether the shell can remember since when something is wrong. Without it everything else works. */
export const historySentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-history',
    title: 'History of the checks',
    severity: 'info',
    reasons: {
      'history-none': {
        cause: 'The ops shell has not run its checks here yet.',
        cure: 'Nothing is to be done.',
      },
      'history-corrupt': {
        cause:
          'The file of the history is damaged or was written by something else; it is ignored, and written anew by the next run of the shell.',
        cure: 'Run the checks in the ops shell once, or remove the file.',
      },
      'history-unreadable': {
        cause: 'This user may not read or write the file of the history: the shell then remembers only while it runs.',
        cure: 'Give this user the right to write it.',
      },
    },
    run: async () => {
      const file = historyFileOf(machine);
      const { history, trouble } = await readHistory(file);
      const evidence = { file, runs: history.runs.length };
      if (trouble === 'corrupt') {
        const remedy = { text: 'Run the checks in the ops shell once, or remove the file.', commands: [`rm ${file}`] };
        return {
          verdict: 'unknown',
          reason: 'history-corrupt',
          summary: `${file} is damaged, and ignored.`,
          evidence,
          remedy,
        };
      }
      const canWrite = await access(nearest(file), constants.W_OK).then(
        () => true,
        () => false,
      );
      if (trouble === 'unreadable' || !canWrite) {
        const remedy = { text: 'Give this user the right to write it.', commands: [`ls -l ${path.dirname(file)}`] };
        return {
          verdict: 'unknown',
          reason: 'history-unreadable',
          summary: `${file} cannot be used.`,
          evidence,
          remedy,
        };
      }
      if (history.runs.length === 0)
        return { verdict: 'skipped', reason: 'history-none', summary: 'There is none yet.', evidence };
      return { verdict: 'pass', summary: `It remembers ${history.runs.length} runs.`, evidence };
    },
  });
