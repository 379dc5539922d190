import { existsSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { Stop, knownReason } from './fail.mjs';
import { repositoryRoot, usableNode, wrongNodeMessage } from './node-gate.mjs';
import { npmEnvironment, runProgram } from './run-program.mjs';

const megabyte = 1024 * 1024;
const installMegabytes = 1500;

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, resolved?: string, link?: boolean }} LockEntry */

/**
 * What node_modules lacks of what the lock file names; empty when nothing is missing or stale. npm keeps its own list of
 * what it installed in node_modules/.package-lock.json, and writes it last: an interrupted installation has none.
 * @param {string} [root]
 * @returns {string[]} names of packages
 */
export function missingPackages(root = repositoryRoot) {
  const installed = readPackages(path.join(root, 'node_modules/.package-lock.json'));
  return Object.entries(readPackages(path.join(root, 'package-lock.json')))
    .filter(([name, entry]) => name !== '' && !(isInstalled(entry, installed[name]) && isLinked(root, name, entry)))
    .map(([name]) => name.replace(/^.*node_modules\//u, ''));
}

/**
 * @param {LockEntry} wanted
 * @param {LockEntry | undefined} found
 */
function isInstalled(wanted, found) {
  if (found === undefined) return wanted.optional === true; // for another system; npm left it out
  return found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link;
}

/**
 * A project added by hand is in npm's list before its link is on disk.
 * @param {string} root
 * @param {string} name
 * @param {LockEntry} entry
 */
function isLinked(root, name, entry) {
  return entry.link !== true || existsSync(path.join(root, name));
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

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
