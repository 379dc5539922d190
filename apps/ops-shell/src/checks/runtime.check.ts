import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.ts';
import { installRemedy } from './check.ts';

const needed = 24;

/** Whether this Node is one that the native parts support. */
export const runtimeCheck: Check = {
  id: 'runtime',
  title: 'Runtime',
  severity: 'critical',
  run: async ({ repositoryFolder }) => {
    const started = performance.now();
    const version = process.versions.node;
    const pinned = existsSync(path.join(repositoryFolder, 'node_modules/.bin/node'));
    const supported = Number(version.split('.')[0]) >= needed;
    const evidence = { Node: version, 'Pinned Node': pinned ? 'installed' : 'not installed', System: process.platform };
    const ms = Math.round(performance.now() - started);
    return supported
      ? { verdict: 'pass', summary: `Node ${version}, supported from ${String(needed)} on`, evidence, ms }
      : {
          verdict: 'fail',
          summary: `Node ${version}; expected ${String(needed)} or later`,
          evidence,
          remedy: installRemedy,
          ms,
        };
  },
};
