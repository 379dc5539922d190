/*
 * What node_modules lacks, read by Node's own modules in syntax that Node 12 has: the doctor asks it on any Node.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './node-gate.mjs';

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
