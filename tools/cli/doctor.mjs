/*
 * `aicmo doctor`: what this machine has for AICMO and what it lacks. Runs on any Node from 20, so it is plain
 * JavaScript, and asks the database in a process of its own under the pinned Node.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { missingPackages } from '../scripts/install.mjs';
import {
  isSupportedNode,
  leastNode,
  pinnedNode,
  repositoryRoot,
  runningNode,
  usableNode,
} from '../scripts/node-gate.mjs';

/** @typedef {{ isGood: boolean, title: string, found: string, remedy?: string }} Check */

/** Prints every check as one line. @returns {Promise<number>} 0 when nothing stands in the way */
export async function runDoctor() {
  const checks = [runtime(), pinned(), installation(), ...database()];
  for (const { isGood, title, found, remedy } of checks) {
    process.stdout.write(
      `${isGood ? 'ok  ' : 'no  '} ${title}: ${found}${isGood || !remedy ? '' : `\n     → ${remedy}`}\n`,
    );
  }
  return checks.every(({ isGood }) => isGood) ? 0 : 1;
}

/** @returns {Check} */
function runtime() {
  const version = runningNode();
  if (isSupportedNode(version)) return { isGood: true, title: 'Node', found: version };
  const isCovered = pinnedNode() !== null;
  return {
    isGood: isCovered,
    title: 'Node',
    found: `${version}, older than the ${leastNode} that AICMO needs${isCovered ? '; commands switch to the pinned one' : ''}`,
    remedy: 'npm ci',
  };
}

/** @returns {Check} */
function pinned() {
  const node = pinnedNode();
  if (node === null) return { isGood: usableNode() !== null, title: 'Pinned Node', found: 'none', remedy: 'npm ci' };
  const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const isGood = status === 0 && isSupportedNode(stdout.trim().slice(1));
  return { isGood, title: 'Pinned Node', found: isGood ? stdout.trim().slice(1) : 'does not start', remedy: 'npm ci' };
}

/** @returns {Check} */
function installation() {
  const missing = missingPackages();
  if (missing.length === 0) return { isGood: true, title: 'Installation', found: 'what the lock file names' };
  const some = missing.slice(0, 3).join(', ');
  return {
    isGood: false,
    title: 'Installation',
    found: `${missing.length} packages are missing or stale (${some}${missing.length > 3 ? ', …' : ''})`,
    remedy: 'npm ci',
  };
}

/** @returns {Check[]} */
function database() {
  const node = usableNode();
  if (node === null) return [{ isGood: false, title: 'Database', found: 'not asked, without a Node to ask with' }];
  const env = { ...process.env };
  delete env.AICMO_PRETEND_NODE;
  const probe = path.join(repositoryRoot, 'tools/cli/src/doctor/probe-database.ts');
  const { stdout, stderr, status } = spawnSync(node, [probe], { encoding: 'utf8', timeout: 30_000, env });
  if (status === 0) return JSON.parse(stdout);
  const lastWords =
    stderr
      .trim()
      .split('\n')
      .find((line) => /error/iu.test(line)) ?? 'no answer in 30 s';
  return [{ isGood: false, title: 'Database', found: `could not be asked (${lastWords.trim()})`, remedy: 'npm ci' }];
}
