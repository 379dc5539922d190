import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Stop, knownReason } from './fail.mjs';
import { repositoryRoot } from './node-gate.mjs';
import { requireSpace } from './install.mjs';
import { runProgram, toolEnvironment } from './run-program.mjs';

/** The folder of databases, backups and keys: AICMO_HOME, taken from the repository and never from the working directory. */
function aicmoHome() {
  return path.resolve(repositoryRoot, process.env.AICMO_HOME?.trim() || '.data');
}

/**
 * The settings that every program of one start shares.
 * @param {boolean} isDemo the demonstration has a database of its own, whatever DATABASE_URL says
 * @returns {Record<string, string>}
 */
export function databaseSettings(isDemo) {
  const home = aicmoHome();
  if (isDemo) return { AICMO_HOME: home, AICMO_DEMO: '1', DATABASE_URL: `sqlite:${path.join(home, 'demo.db')}` };
  return { AICMO_HOME: home, DATABASE_URL: process.env.DATABASE_URL ?? `sqlite:${path.join(home, 'aicmo.db')}` };
}

/**
 * The file that must be made first: that of an embedded database which is not there yet; null otherwise.
 * @param {string} url
 */
export function missingDatabaseFile(url) {
  const match = /^(?:sqlite|file):(?:\/\/(?=\/))?(.+)$/iu.exec(url);
  const file = match?.[1];
  return file === undefined || file === ':memory:' || existsSync(file) ? null : file;
}

/**
 * Creates the embedded database if and only if there is none, and prints the report of it.
 * @param {string} node
 * @param {Record<string, string>} settings from {@link databaseSettings}
 * @param {boolean} isDemo
 */
export async function ensureDatabase(node, settings, isDemo) {
  const file = missingDatabaseFile(settings.DATABASE_URL ?? '');
  if (file === null) return;
  mkdirSync(path.dirname(file), { recursive: true });
  requireSpace(50, 'a new database', path.dirname(file));
  process.stdout.write(`There is no database yet: creating ${file}\n`);
  try {
    await aicmo(node, ['db', 'bootstrap'], settings);
    if (isDemo) await aicmo(node, ['demo', 'seed'], settings);
  } catch (error) {
    // It did not exist before: half of it would pass for a database at the next start.
    for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
    throw error;
  }
}

/**
 * @param {string} node
 * @param {readonly string[]} words
 * @param {Record<string, string>} settings
 */
async function aicmo(node, words, settings) {
  const cli = path.join(repositoryRoot, 'tools/cli/aicmo.mjs');
  const { status, output } = await runProgram(node, [cli, ...words], { env: toolEnvironment(settings) });
  if (status === 0) return;
  throw new Stop(knownReason(output) ?? `"npx aicmo ${words.join(' ')}" failed; what it found is above.`);
}
