#!/usr/bin/env node
/*
 * The command `aicmo`. Plain JavaScript that Node 12 reads: it decides which Node to run on before anything native or
 * TypeScript is loaded, and the doctor runs where nothing else does.
 */
import { spawnSync } from 'node:child_process';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSupportedNode, pinnedNode, repositoryRoot, runningNode, wrongNodeMessage } from '../scripts/node-gate.mjs';

const words = process.argv.slice(2);

if (words[0] === 'doctor') {
  import('./doctor.mjs').then((doctor) => doctor.runDoctor(words.slice(1))).then(exitWith, couldNotRun);
} else if (isSupportedNode(runningNode())) {
  // TypeScript is read once for each change, not at each command.
  if (typeof module.enableCompileCache === 'function') {
    module.enableCompileCache(path.join(repositoryRoot, 'node_modules/.cache/compiled'));
  }
  import('./src/main.ts').catch(couldNotRun);
} else {
  exitWith(underPinnedNode());
}

/** @param {number} status */
function exitWith(status) {
  process.exitCode = status;
}

/**
 * Not the error itself: what stands in it may be a setting.
 * @param {{ code?: unknown, name?: unknown }} error
 */
function couldNotRun(error) {
  const what = String((error && (error.code || error.name)) || 'an error without a name');
  process.stderr.write(
    `aicmo could not be started (${what}). Type "npm ci" in ${repositoryRoot}, then: node tools/cli/aicmo.mjs doctor\n`,
  );
  exitWith(3);
}

/** Runs the same words again under the Node that npm ci brought; without one, says what to type. */
function underPinnedNode() {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(`${wrongNodeMessage()}\n`);
    return 1;
  }
  const env = Object.assign({}, process.env);
  delete env.AICMO_PRETEND_NODE;
  const { status, error } = spawnSync(node, [fileURLToPath(import.meta.url)].concat(words), { stdio: 'inherit', env });
  if (error !== undefined) process.stderr.write(`${node} does not start (${error.message}). Type "npm ci".\n`);
  return status === null ? 1 : status;
}
