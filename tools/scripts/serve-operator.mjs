import { spawn } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from './node-gate.mjs';
import { toolEnvironment } from './run-program.mjs';

/**
 * Serves until a signal, and hands each signal on exactly once: the server has a process group of its own, so that
 * Ctrl-C in a terminal reaches it only through here.
 * @param {string} node
 * @param {Record<string, string>} settings
 * @returns {Promise<number>} 0 after a clean stop
 */
export function serveOperator(node, settings) {
  const main = path.join(repositoryRoot, 'apps/operator/main.mjs');
  const server = spawn(node, [main], {
    cwd: repositoryRoot,
    env: toolEnvironment({ ...settings, NODE_ENV: 'production' }),
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  process.on('exit', () => server.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => resolve(code ?? 1));
  });
}
