#!/usr/bin/env node
/*
 * The operator's entry: plain JavaScript without imports of ours before the version is known, so that any Node from 18 on can read it. better-sqlite3
 * ends an unsupported Node with a segmentation fault, so the version is settled before anything native is loaded.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const needed = 24;
const found = Number(process.versions.node.split('.')[0]);
const repository = fileURLToPath(new URL('../../', import.meta.url));
const pinned = `${repository}node_modules/.bin/node`;
// Halves the start: TypeScript is read once for each change, not at each start. Older Nodes have no such cache.
if (existsSync(pinned)) module.enableCompileCache?.(`${repository}node_modules/.cache/compiled`);
const supported = found >= needed && found % 2 === 0;

if (supported) {
  const { beginStartRecord, sayEnd } = await import('./src/api/start-record.mjs');
  beginStartRecord(repository, process.env);
  try {
    await import('./src/api/main.ts');
  } catch (error) {
    // A stranger's words may hold a secret; the doctor says which library it is.
    sayEnd(`It could not be loaded: ${error?.code ?? error?.name ?? 'something was thrown'}.`);
    throw error;
  }
} else if (existsSync(pinned) && process.env.AICMO_PINNED_NODE === undefined) {
  const self = fileURLToPath(import.meta.url);
  const env = { ...process.env, AICMO_PINNED_NODE: '1' };
  const child = spawn(pinned, [self, ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 143);
  });
} else {
  console.error(
    `Found Node ${process.versions.node}; the operator needs Node ${needed}. Type: npm ci (it brings the right one), then npm start`,
  );
  process.exitCode = 1;
}
