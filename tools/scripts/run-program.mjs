import { spawn } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from './node-gate.mjs';

const keptCharacters = 256 * 1024;
const graceMs = 10_000;

/**
 * The environment for programs of the repository: the pinned Node and its tools come first.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  const bin = path.join(repositoryRoot, 'node_modules/.bin');
  const searched = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== bin);
  return { ...process.env, PATH: [bin, ...searched].join(path.delimiter), ...extra };
}

/**
 * The environment for npm itself while it replaces node_modules: nothing from node_modules is in its path.
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return { ...process.env, PATH: folders.filter((folder) => !folder.includes('node_modules')).join(path.delimiter) };
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] then it and all that it started are ended
 * @property {boolean} [isQuiet] whether its output is only kept
 * @property {(line: string) => void} [onLine] is given each line of standard output instead of the terminal
 */

/**
 * Runs a program to its end in a process group of its own, so that a timeout or Ctrl-C ends all of it, and keeps the
 * last of what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ status: number, output: string, timedOut: boolean }>} status 127 when there is no such program
 */
export function runProgram(command, args, options = {}) {
  const { env = toolEnvironment(), timeoutMs, isQuiet = false, onLine } = options;
  const child = spawn(command, [...args], {
    cwd: repositoryRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const state = { output: '', timedOut: false };
  const stopWatching = endWith(child, timeoutMs, () => (state.timedOut = true));
  const lines = lineReader(onLine);
  const keep = (/** @type {NodeJS.WriteStream} */ stream) => (/** @type {string} */ text) => {
    state.output = (state.output + text).slice(-keptCharacters);
    if (onLine !== undefined && stream === process.stdout) lines.push(text);
    else if (!isQuiet) stream.write(text);
  };
  child.stdout.setEncoding('utf8').on('data', keep(process.stdout));
  child.stderr.setEncoding('utf8').on('data', keep(process.stderr));
  return new Promise((resolve) => {
    const finish = (/** @type {number} */ status) => {
      stopWatching();
      lines.end();
      resolve({ status, ...state });
    };
    child.on('error', (error) => {
      state.output += String(error);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Ends the whole group of a child on Ctrl-C, on SIGTERM and after a time.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number | undefined} timeoutMs
 * @param {() => void} onTimeout
 */
function endWith(child, timeoutMs, onTimeout) {
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error; // it has just ended
    }
  };
  const end = () => {
    kill('SIGTERM');
    setTimeout(() => kill('SIGKILL'), graceMs).unref();
  };
  const giveUp = () => {
    end();
    process.once('beforeExit', () => process.exit(130));
  };
  process.once('SIGINT', giveUp);
  process.once('SIGTERM', giveUp);
  const late = () => {
    onTimeout();
    end();
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
  return () => {
    clearTimeout(timer);
    process.off('SIGINT', giveUp);
    process.off('SIGTERM', giveUp);
  };
}

/** @param {((line: string) => void) | undefined} onLine */
function lineReader(onLine) {
  let rest = '';
  return {
    /** @param {string} text */
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    },
    end() {
      if (rest !== '') onLine?.(rest);
      rest = '';
    },
  };
}
