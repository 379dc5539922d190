import { spawn } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from './node-gate.mjs';

const keptBytes = 64 * 1024;

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
 * Runs a program to its end, shows what it prints and keeps the last of it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, isQuiet?: boolean }} [options]
 * @returns {Promise<{ status: number, output: string, timedOut: boolean }>} status 127 when there is no such program
 */
export function runProgram(command, args, { env = toolEnvironment(), timeoutMs, isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd: repositoryRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
          }, timeoutMs);
    const keep = (/** @type {NodeJS.WriteStream} */ stream) => (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-keptBytes);
      if (!isQuiet) stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => resolve({ status: 127, output: String(error), timedOut }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ status: code ?? 1, output, timedOut });
    });
  });
}
