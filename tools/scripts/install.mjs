import { statfsSync } from 'node:fs';
import { Stop, knownReason } from './fail.mjs';
import { missingPackages } from './missing-packages.mjs';
import { repositoryRoot, usableNode, wrongNodeMessage } from './node-gate.mjs';
import { npmEnvironment, runProgram } from './run-program.mjs';

const megabyte = 1024 * 1024;
const installMegabytes = 1500;

/**
 * Stops with one line when the disk has less free space than a step needs.
 * @param {number} megabytes
 * @param {string} what what the space is for
 * @param {string} [folder]
 */
export function requireSpace(megabytes, what, folder = repositoryRoot) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / megabyte);
  if (free >= megabytes) return;
  throw new Stop(
    `Found ${free} MB of free disk space at ${folder}; ${what} needs ${megabytes} MB. Free some, then type the command again.`,
  );
}

/** Installs what the lock file names, if anything of it is missing. Gives the Node to run everything with. */
export async function ensureInstalled() {
  const missing = missingPackages();
  if (missing.length > 0) await install(missing);
  const node = usableNode();
  if (node === null) throw new Stop(wrongNodeMessage());
  return node;
}

/** @param {readonly string[]} missing */
async function install(missing) {
  requireSpace(installMegabytes, 'the installation');
  process.stdout.write(`Installing ${missing.length} packages from the lock file (npm ci, about a minute) …\n`);
  const options = { env: npmEnvironment(), isQuiet: true };
  const { status, output } = await runProgram('npm', ['ci', '--loglevel=error'], options);
  if (status === 0) return;
  const reason = knownReason(output);
  if (reason === null) process.stderr.write(output);
  throw new Stop(reason ?? 'npm ci failed; its own words are above.');
}
