import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Machine } from './machine.ts';

const remedy = { text: 'Install what the lock file names.', commands: ['npm ci'] };

/** Whether there is an installation at all; what it holds is the next check's. */
export const packagesSentinel = ({ repositoryFolder }: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-packages',
    title: 'Packages installed',
    severity: 'critical',
    reasons: {
      'packages-none': {
        cause: 'There is no node_modules folder: nothing was installed, or it was removed.',
        cure: 'npm ci installs what the lock file names, in about a minute.',
      },
      'packages-interrupted': {
        cause: 'npm did not come to its end: its own list of what it installed is not there.',
        cure: 'npm ci removes the half installation and installs again.',
      },
    },
    run: async () => {
      const folder = path.join(repositoryFolder, 'node_modules');
      const evidence = { folder };
      if (!existsSync(folder) || !existsSync(path.join(folder, '@aicmo/core-kernel'))) {
        const summary = 'No packages are installed.';
        return { verdict: 'fail', reason: 'packages-none', summary, evidence, remedy };
      }
      if (existsSync(path.join(folder, '.package-lock.json'))) {
        return { verdict: 'pass', summary: 'npm has installed to its end.', evidence };
      }
      const summary = 'The installation was interrupted.';
      return { verdict: 'fail', reason: 'packages-interrupted', summary, evidence, remedy };
    },
  });
