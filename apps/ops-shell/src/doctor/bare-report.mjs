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
  const found = {
    'machine-runtime': runtime(version),
    'machine-packages': packages(repository),
  };
  const isOld = found['machine-runtime'].verdict === 'fail';
  const waitsFor = isOld
    ? { summary: 'Not asked: waits for “Runtime”.', blockedBy: ['machine-runtime'] }
    : { summary: 'Not asked: waits for “Packages installed”.', blockedBy: ['machine-packages'] };
  return catalog.map(({ id, title, severity }) =>
    Object.assign(
      { id, title, severity, observedAt },
      found[id] === undefined
        ? Object.assign({ verdict: 'unknown', reason: 'blocked', evidence: [], remedy: null, ms: null }, waitsFor)
        : Object.assign({ blockedBy: [], ms: 0 }, found[id]),
    ),
  );
}

const install = {
  text: 'Install what the lock file names: it brings the Node that AICMO needs.',
  commands: ['npm ci'],
};

/** @param {string} version */
function runtime(version) {
  const evidence = [
    { label: 'node', value: version },
    { label: 'system', value: `${process.platform} ${process.arch}` },
  ];
  if (parseInt(version, 10) >= least) {
    return { verdict: 'pass', reason: null, summary: `Node ${version}.`, evidence, remedy: null };
  }
  const summary = `Found Node ${version}; expected ${least} or later.`;
  return { verdict: 'fail', reason: 'runtime-too-old', summary, evidence, remedy: install };
}

/** @param {string} repository */
function packages(repository) {
  const evidence = [{ label: 'folder', value: `${repository}node_modules` }];
  if (fs.existsSync(`${repository}node_modules/@aicmo/core-kernel`)) {
    return { verdict: 'pass', reason: null, summary: 'Packages are there.', evidence, remedy: null };
  }
  const summary = 'No packages are installed.';
  return { verdict: 'fail', reason: 'packages-none', summary, evidence, remedy: install };
}
