import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Stop } from './fail.mjs';
import { repositoryRoot } from './node-gate.mjs';
import { runProgram, toolEnvironment } from './run-program.mjs';

const runFile = path.join(repositoryRoot, '.nx/cache/run.json');

/** @typedef {{ taskId: string, projectName: string, target: string, cacheStatus: string, status: number }} RunTask */

/**
 * Runs one target of every project that has it, with Nx's cache.
 * @param {string} target `test` or `test-deep`
 * @param {number} minutes
 * @param {Record<string, string>} env
 * @returns {Promise<import('./test-tally.mjs').Outcome[]>}
 */
export async function testProjects(target, minutes, env) {
  const projects = await projectsWith(target);
  for (const { root } of projects) rmSync(path.join(repositoryRoot, root, 'test-output/count.json'), { force: true });
  rmSync(runFile, { force: true });
  const printer = blockPrinter(target);
  const args = [
    'run-many',
    '-t',
    target,
    '-p',
    projects.map(({ project }) => project).join(','),
    '--outputStyle=static',
  ];
  const run = await runProgram('nx', args, {
    env: toolEnvironment({ FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env }),
    timeoutMs: minutes * 60_000,
    onLine: printer.line,
  });
  printer.end();
  if (run.timedOut) process.stdout.write(`✗ the tests were ended after ${minutes} minutes\n`);
  const tasks = /** @type {RunTask[]} */ (existsSync(runFile) ? JSON.parse(readFileSync(runFile, 'utf8')).tasks : []);
  return projects.map(({ project, root }) => {
    const task = tasks.find((each) => each.projectName === project && each.target === target);
    return {
      project,
      root,
      status: task?.status ?? null,
      isFromCache: (task?.cacheStatus ?? 'cache-miss') !== 'cache-miss',
    };
  });
}

/**
 * @param {string} target
 * @returns {Promise<{ project: string, root: string }[]>}
 */
async function projectsWith(target) {
  const env = toolEnvironment({ FORCE_COLOR: '0' });
  const { status, output } = await runProgram('nx', ['graph', '--print'], { env, isQuiet: true, timeoutMs: 120_000 });
  const start = output.indexOf('{');
  if (status !== 0 || start < 0) throw new Stop(`Nx does not read the projects:\n${output}`);
  const { nodes } = JSON.parse(output.slice(start)).graph;
  return Object.entries(nodes)
    .filter(([name, node]) => name !== 'aicmo' && target in node.data.targets)
    .map(([name, node]) => ({ project: name, root: node.data.root }))
    .sort((a, b) => (a.project < b.project ? -1 : 1));
}

/**
 * Shows one line for each project that passes, and everything of one that does not.
 * @param {string} target
 */
function blockPrinter(target) {
  const header = new RegExp(`^> nx run ([a-z0-9-]+):${target}\\b(.*)$`, 'u');
  /** @type {{ project: string, note: string, lines: string[] } | null} */
  let block = null;
  const flush = () => {
    if (block === null) return;
    const summary = block.lines.find((line) => line.startsWith('Tests:'));
    const isGood =
      summary !== undefined && !/\bfailed\b/u.test(summary) && !block.lines.some((line) => /\bFAIL\b/u.test(line));
    const text = isGood ? ` ${summary.replace(/^.*?Tests:\s*/u, '')}${block.note}` : `\n${block.lines.join('\n')}`;
    process.stdout.write(`${isGood ? '✓' : '✗'} ${block.project}:${text}\n`);
    block = null;
  };
  return {
    /** @param {string} raw */
    line(raw) {
      const line = stripVTControlCharacters(raw);
      const found = header.exec(line);
      if (found !== null) {
        flush();
        block = { project: found[1] ?? '', note: /cache/u.test(found[2] ?? '') ? ' (from cache)' : '', lines: [] };
      } else if (/^ NX /u.test(line) || /^—+$/u.test(line)) {
        flush();
      } else {
        block?.lines.push(line);
      }
    },
    end: flush,
  };
}
