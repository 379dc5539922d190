/*
 * The doctor's own checks: the Node, the packages, the build, and the database asked by a process of its own. Each is
 * there whatever else is missing.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { missingPackages } from '../scripts/missing-packages.mjs';
import {
  isSupportedNode,
  leastNode,
  pinnedNode,
  repositoryRoot,
  runningNode,
  usableNode,
} from '../scripts/node-gate.mjs';

/** @typedef {import('./doctor-verdict.mjs').Result} Result */

const install = { text: 'Install what the lock file names.', commands: ['npm ci'] };
const mostBytes = 512000;

/**
 * @param {(text: string) => string} hide
 * @returns {Promise<Result[]>}
 */
export async function machineChecks(hide) {
  const [pinned, packages] = [timed(checkPinned), timed(checkPackages)];
  const own = await Promise.all([timed(checkRuntime), pinned, packages, timed(checkBuild)]);
  const blocked = (await packages).verdict === 'pass' ? [] : ['packages'];
  return own.concat(await checkDatabase(usableNode() === null ? ['runtime'] : blocked, hide));
}

/** @param {() => Promise<Partial<Result>> | Partial<Result>} check @returns {Promise<Result>} */
async function timed(check) {
  const started = process.hrtime();
  const found = await check();
  const [seconds, nanoseconds] = process.hrtime(started);
  const rest = { evidence: [], reason: null, blockedBy: [], remedy: null, observedAt: new Date().toISOString() };
  return /** @type {Result} */ (Object.assign(rest, { ms: Math.round(seconds * 1000 + nanoseconds / 1e6) }, found));
}

function checkRuntime() {
  const version = runningNode();
  const about = {
    id: 'runtime',
    title: 'Node',
    severity: /** @type {const} */ ('critical'),
    evidence: [{ label: 'Node', value: version }],
  };
  if (isSupportedNode(version)) return Object.assign(about, { verdict: 'pass', summary: version });
  const older = `${version}, older than the ${String(leastNode)} that AICMO needs`;
  if (pinnedNode() !== null)
    return Object.assign(about, { verdict: 'pass', summary: `${older}; commands switch to the pinned one` });
  return Object.assign(about, { verdict: 'fail', reason: 'node-too-old', summary: older, remedy: install });
}

/** @returns {Promise<Partial<Result>>} */
async function checkPinned() {
  const about = { id: 'pinned-node', title: 'Pinned Node', severity: /** @type {const} */ ('error') };
  const node = pinnedNode();
  if (node === null && usableNode() !== null) {
    return Object.assign(about, {
      verdict: 'skipped',
      reason: 'node-not-pinned',
      summary: 'none, and the running one does',
    });
  }
  if (node === null)
    return Object.assign(about, { verdict: 'fail', reason: 'node-not-pinned', summary: 'none', remedy: install });
  const { text } = await run(node, ['--version'], 10000, {});
  const version = text.trim().slice(1);
  if (isSupportedNode(version)) {
    return Object.assign(about, { verdict: 'pass', summary: version, evidence: [{ label: 'File', value: node }] });
  }
  return Object.assign(about, {
    verdict: 'fail',
    reason: 'node-does-not-start',
    summary: 'does not start',
    remedy: install,
  });
}

/** @returns {Partial<Result>} */
function checkPackages() {
  const about = { id: 'packages', title: 'Installation', severity: /** @type {const} */ ('critical') };
  const missing = missingPackages();
  if (missing.length === 0) {
    const evidence = [{ label: 'Missing or stale packages', value: '0' }];
    return Object.assign(about, { verdict: 'pass', summary: 'what the lock file names', evidence });
  }
  const some = missing.slice(0, 3).join(', ');
  const summary = `${String(missing.length)} packages are missing or stale (${some}${missing.length > 3 ? ', …' : ''})`;
  return Object.assign(about, { verdict: 'fail', reason: 'packages-missing', summary, remedy: install });
}

/** @returns {Partial<Result>} */
function checkBuild() {
  const about = { id: 'operator-build', title: 'Operator build', severity: /** @type {const} */ ('warning') };
  const file = path.join(repositoryRoot, 'apps/operator/dist/index.html');
  if (existsSync(file))
    return Object.assign(about, { verdict: 'pass', summary: 'there', evidence: [{ label: 'File', value: file }] });
  const remedy = { text: 'npm start builds it by itself.', commands: ['npx nx build operator'] };
  return Object.assign(about, { verdict: 'fail', reason: 'build-missing', summary: 'not built yet', remedy });
}

/**
 * @param {readonly string[]} blockedBy
 * @param {(text: string) => string} hide
 * @returns {Promise<Result[]>}
 */
async function checkDatabase(blockedBy, hide) {
  const about = { id: 'database', title: 'Database', severity: /** @type {const} */ ('critical'), verdict: 'unknown' };
  if (blockedBy.length > 0) {
    const summary = 'not asked: it waits for the installation';
    return [await timed(() => Object.assign(about, { reason: 'blocked', blockedBy, summary, ms: null }))];
  }
  const probe = path.join(repositoryRoot, 'tools/cli/src/doctor/probe-database.ts');
  const env = Object.assign({}, process.env);
  delete env.AICMO_PRETEND_NODE;
  delete env.AICMO_ACCESS_TOKEN;
  const { text, words } = await run(/** @type {string} */ (usableNode()), ['--no-warnings', probe], 30000, env);
  try {
    return JSON.parse(text).results;
  } catch {
    const remedy = install;
    const summary = `could not be asked (${hide(lastWords(words))})`;
    return [await timed(() => Object.assign(about, { reason: 'crashed', summary, remedy }))];
  }
}

/** The line of an uncaught error, without what steers a terminal. @param {string} words */
function lastWords(words) {
  const lines = words.split('\n').map((each) => each.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim());
  return (lines.find((each) => /error/iu.test(each)) || 'no answer in 30 s').slice(0, 300);
}

/**
 * Without a shell, with an end, and never with more output than one can read.
 * @param {string} program
 * @param {string[]} args
 * @param {number} timeout
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ text: string, words: string }>}
 */
function run(program, args, timeout, env) {
  const options = {
    timeout,
    env,
    maxBuffer: mostBytes,
    killSignal: /** @type {const} */ ('SIGKILL'),
    cwd: repositoryRoot,
  };
  return new Promise((resolve) => {
    execFile(program, args, options, (_, text, words) => resolve({ text: String(text), words: String(words) }));
  });
}
