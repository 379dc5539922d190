import { performance } from 'node:perf_hooks';
import { runProgram, toolEnvironment } from './run-program.mjs';

const colour = { FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };

/** @typedef {{ title: string, command: string, args: readonly string[], minutes: number, remedy: string }} Step */

/** What is checked before the tests, from the quickest to the slowest; each says what mends it. */
export const steps = /** @type {readonly Step[]} */ ([
  { title: 'format', command: 'prettier', args: ['--check', '.'], minutes: 3, remedy: 'npm run format' },
  {
    title: 'lint',
    command: 'nx',
    args: ['run-many', '-t', 'lint', '--outputStyle=static'],
    minutes: 6,
    remedy: 'npx nx lint <project>',
  },
  {
    title: 'types',
    command: 'nx',
    args: ['run-many', '-t', 'typecheck', '--outputStyle=static'],
    minutes: 6,
    remedy: 'npx nx typecheck <project>',
  },
  { title: 'unused code', command: 'knip', args: [], minutes: 4, remedy: 'npx knip' },
]);

/**
 * Runs one step; shows its output only when it fails.
 * @param {Step} step
 * @returns {Promise<boolean>} whether it passed
 */
export async function runStep({ title, command, args, minutes, remedy }) {
  const began = performance.now();
  const run = await runProgram(command, args, {
    env: toolEnvironment(colour),
    timeoutMs: minutes * 60_000,
    isQuiet: true,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (run.status === 0) {
    process.stdout.write(`✓ ${title} (${seconds} s)\n`);
    return true;
  }
  const end = run.timedOut ? `was ended after ${minutes} minutes` : 'failed';
  process.stdout.write(`${run.output}\n✗ ${title} ${end}. To see it alone: ${remedy}\n`);
  return false;
}
