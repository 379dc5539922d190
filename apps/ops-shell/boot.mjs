#!/usr/bin/env node
/*
 * The ops shell's entry, on Node's own modules alone and in syntax that every Node from 20 on reads. It settles the Node
 * version before anything native is loaded, hands over to the app when that loads, and otherwise serves one plain page
 * that says what is wrong and what to type.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { servePlainPage } from './src/boot/plain-page.mjs';

const needed = 24;
const found = Number(process.versions.node.split('.')[0]);
const repository = fileURLToPath(new URL('../../', import.meta.url));
const pinned = `${repository}node_modules/.bin/node`;
// Halves the start: TypeScript is read once for each change, not at each start. Older Nodes have no such cache.
if (existsSync(pinned)) module.enableCompileCache?.(`${repository}node_modules/.cache/compiled`);

if (found >= needed && found % 2 === 0) {
  await handOver();
} else if (existsSync(pinned) && process.env.AICMO_PINNED_NODE === undefined) {
  const env = { ...process.env, AICMO_PINNED_NODE: '1' };
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => servePlainPage([wrongNode(), { title: 'Pinned Node', text: String(error.message) }]));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 143);
  });
} else {
  servePlainPage([wrongNode()]);
}

async function handOver() {
  try {
    const { start } = await import('./src/api/main.ts');
    // There is nothing to bundle; a build only proves that everything loads on this Node.
    if (process.argv.includes('--check')) console.log('The ops shell loads; it runs from its sources.');
    else process.exitCode = await start();
  } catch (error) {
    if (process.argv.includes('--check')) throw error;
    servePlainPage([
      {
        title: 'Installation',
        text: `A part of this program cannot be loaded: ${String(error?.message ?? error)}`,
        command: 'npm ci',
      },
    ]);
  }
}

function wrongNode() {
  return {
    title: 'Runtime',
    text: `Found Node ${process.versions.node}; AICMO needs Node ${needed}, which npm ci brings along.`,
    command: 'npm ci',
  };
}
