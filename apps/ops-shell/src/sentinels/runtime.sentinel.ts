import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Machine } from './machine.ts';

const least = 24;

/** Whether this Node is one that the native parts support. */
export const runtimeSentinel = ({ repositoryFolder, variables }: Machine, version = process.versions.node): Sentinel =>
  defineSentinel({
    id: 'machine-runtime',
    title: 'Runtime',
    severity: 'critical',
    reasons: {
      'runtime-too-old': {
        cause:
          'The Node that runs is older than the native parts support; better-sqlite3 does not refuse it, it crashes.',
        cure: 'npm ci brings the pinned Node, and every command then switches to it; or install Node 24 or later.',
      },
    },
    run: async () => {
      const pinned = existsSync(path.join(repositoryFolder, 'node_modules/.bin/node'));
      const evidence = {
        node: version,
        'pinned Node': pinned ? 'installed' : 'not installed',
        system: `${process.platform} ${process.arch}`,
      };
      // The start of this program has noted the Node under which it was typed.
      const typed = variables['AICMO_PINNED_NODE']?.trim() ?? '';
      if (Number.parseInt(version, 10) >= least) {
        const from = /^\d+\.\d/u.test(typed) ? `, to which this command switched from ${typed}` : '';
        return { verdict: 'pass', summary: `Node ${version}${from}.`, evidence };
      }
      return {
        verdict: 'fail',
        reason: 'runtime-too-old',
        summary: `Found Node ${version}; expected ${least} or later.`,
        evidence,
        remedy: { text: 'Install what the lock file names: it brings the pinned Node.', commands: ['npm ci'] },
      };
    },
  });
