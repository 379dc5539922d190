/*
 * The doctor's findings where nothing of the house can be loaded: what Node's own modules see, and of everything else
 * that it could not be asked, with the cause. Syntax that Node 12 reads.
 */
import fs from 'node:fs';

const least = 24;

/**
 * @param {readonly { id: string, title: string, severity: string, after: readonly string[] }[]} catalog
 * @param {{ repository: string, version: string, observedAt: string }} facts
 * @returns {import('@aicmo/core-kernel').SentinelReport[]}
 */
export function bareResults(catalog, { repository, version, observedAt }) {
  const install = {
    text: 'Install what the lock file names: it brings the Node that AICMO needs.',
    commands: ['npm ci'],
  };
  const hasPackages = fs.existsSync(`${repository}node_modules/@aicmo/core-kernel`);
  const found = {
    'machine-runtime': {
      verdict: 'fail',
      reason: 'runtime-too-old',
      summary: `Found Node ${version}; expected ${least} or later.`,
      evidence: [
        { label: 'node', value: version },
        { label: 'system', value: `${process.platform} ${process.arch}` },
      ],
      remedy: install,
    },
    'machine-packages': hasPackages
      ? {
          verdict: 'pass',
          reason: null,
          summary: 'Packages are there.',
          evidence: [{ label: 'folder', value: `${repository}node_modules` }],
          remedy: null,
        }
      : {
          verdict: 'fail',
          reason: 'packages-none',
          summary: 'No packages are installed.',
          evidence: [{ label: 'folder', value: `${repository}node_modules` }],
          remedy: install,
        },
  };
  return catalog.map(({ id, title, severity }) =>
    Object.assign(
      { id, title, severity, observedAt },
      found[id] === undefined
        ? {
            verdict: 'unknown',
            reason: 'blocked',
            summary: 'Not asked: waits for “Runtime”.',
            evidence: [],
            blockedBy: ['machine-runtime'],
            remedy: null,
            ms: null,
          }
        : Object.assign({ blockedBy: [], ms: 0 }, found[id]),
    ),
  );
}
