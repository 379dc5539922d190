#!/usr/bin/env node
/*
 * The ops shell's entry, on Node's own modules alone and in syntax that Node 12 reads: what starts nowhere can say
 * nothing. It settles the Node version before anything native is loaded, listens, and hands over to the app when that
 * loads; otherwise it serves one plain page that says what is wrong and what to type.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { bootShell } from './src/boot/boot-shell.mjs';

const needed = 24;
const found = Number(process.versions.node.split('.')[0]);
const isSupported = found >= needed && found % 2 === 0;
const repository = fileURLToPath(new URL('../../', import.meta.url));
const pinned = `${repository}node_modules/.bin/node`;
const load = () => import('./src/api/main.ts');

// Halves the start: TypeScript is read once for each change, not at each start. Older Nodes have no such cache.
if (fs.existsSync(pinned) && typeof module.enableCompileCache === 'function') {
  module.enableCompileCache(`${repository}node_modules/.cache/compiled`);
}
if (process.argv.indexOf('--check') !== -1) check();
else if (isSupported) run(null);
else if (fs.existsSync(pinned) && process.env.AICMO_PINNED_NODE === undefined) underPinnedNode();
else run(wrongNode());

function run(finding) {
  bootShell({ repository, env: process.env, finding, load });
}

/** There is nothing to bundle; a build only proves that everything loads on this Node. */
function check() {
  load().then(
    () => console.log('The ops shell loads; it runs from its sources.'),
    (error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}

function underPinnedNode() {
  const env = Object.assign({}, process.env, { AICMO_PINNED_NODE: '1' });
  const child = spawn(pinned, process.execArgv.concat(fileURLToPath(import.meta.url), process.argv.slice(2)), {
    stdio: 'inherit',
    env,
  });
  let hasFailed = false;
  const forward = (signal) => {
    if (!hasFailed) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => forward(signal));
  child.on('error', () => {
    hasFailed = true;
    run(wrongNode());
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? (signal === null ? 1 : 143) : code;
  });
}

function wrongNode() {
  return {
    id: 'runtime',
    title: 'Runtime',
    verdict: 'fail',
    summary: `Found Node ${process.versions.node}; AICMO needs Node ${String(needed)}, which npm ci brings along.`,
    remedy: { text: 'Install it with everything else.', commands: ['npm ci'] },
  };
}
