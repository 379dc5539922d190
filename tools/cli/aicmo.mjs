#!/usr/bin/env node
/*
 * The command `aicmo`. Plain JavaScript: it decides which Node to run on before anything native or TypeScript is loaded.
 */
import { spawnSync } from 'node:child_process';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSupportedNode, pinnedNode, repositoryRoot, runningNode, wrongNodeMessage } from '../scripts/node-gate.mjs';

const words = process.argv.slice(2);

if (words[0] === 'doctor') {
  const { runDoctor } = await import('./doctor.mjs');
  process.exitCode = await runDoctor();
} else if (isSupportedNode(runningNode())) {
  // TypeScript is read once for each change, not at each command.
  module.enableCompileCache?.(path.join(repositoryRoot, 'node_modules/.cache/compiled'));
  await import('./src/main.ts');
} else {
  process.exitCode = underPinnedNode();
}

/** Runs the same words again under the Node that npm ci brought; without one, says what to type. */
function underPinnedNode() {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(`${wrongNodeMessage()}\n`);
    return 1;
  }
  const env = { ...process.env };
  delete env.AICMO_PRETEND_NODE;
  const { status, error } = spawnSync(node, [fileURLToPath(import.meta.url), ...words], { stdio: 'inherit', env });
  if (error !== undefined) process.stderr.write(`${node} does not start (${error.message}). Type "npm ci".\n`);
  return status ?? 1;
}
