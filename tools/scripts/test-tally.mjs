import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ project: string, root: string, status: number | null, isFromCache: boolean }} Outcome status is null when it did not run */
/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {Count & { fromCache: number, cachedProjects: string[], silent: string[] }} Tally */

/**
 * Adds up what the projects' runs left in `<project>/test-output/count.json`. A project that failed without a failing
 * test, was skipped or left no count has one failure: silence never counts as a pass.
 * @param {readonly Outcome[]} outcomes
 * @param {string} workspaceRoot
 * @returns {Tally}
 */
export function tally(outcomes, workspaceRoot) {
  const sum = /** @type {Tally} */ ({ passed: 0, failed: 0, fromCache: 0, cachedProjects: [], silent: [] });
  for (const { project, root, status, isFromCache } of outcomes) {
    const count = readCount(path.join(workspaceRoot, root, 'test-output/count.json'));
    const isSilent = count === null || (status !== 0 && count.failed === 0);
    sum.passed += count?.passed ?? 0;
    sum.failed += (count?.failed ?? 0) + (isSilent ? 1 : 0);
    if (isSilent) sum.silent.push(project);
    if (isFromCache && count !== null) {
      sum.fromCache += count.passed + count.failed;
      sum.cachedProjects.push(project);
    }
  }
  return sum;
}

/**
 * @param {string} file
 * @returns {Count | null}
 */
function readCount(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
