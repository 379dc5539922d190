/*
 * Which Node may run what. Plain JavaScript that Node 12 can read: it decides before anything native is loaded,
 * because better-sqlite3 does not refuse an old Node, it crashes in it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** First major version that runs the TypeScript sources and the native parts. */
const leastNode = 24;

/** The Node this process runs on; AICMO_PRETEND_NODE lets a test stand on another one. */
export function runningNode() {
  return process.env.AICMO_PRETEND_NODE || process.versions.node;
}

/**
 * Whether a version is new enough for the sources and the native parts.
 * @param {string} version as in `24.21.0`
 */
export function isSupportedNode(version) {
  return Number.parseInt(version, 10) >= leastNode;
}

/** The pinned Node that `npm ci` brought, or null before the installation and on systems it does not come for. */
export function pinnedNode() {
  const file = path.join(repositoryRoot, 'node_modules/.bin/node');
  return existsSync(file) ? file : null;
}

/** The Node to start everything with: the pinned one, else this one where it is new enough, else null. */
export function usableNode() {
  return pinnedNode() || (isSupportedNode(runningNode()) ? process.execPath : null);
}

/** What to say when there is no Node to run with. */
export function wrongNodeMessage() {
  return `Found Node ${runningNode()}, and AICMO runs on Node ${leastNode} or newer. Type "npm ci" in ${repositoryRoot}: it brings the right Node for Linux on x64 and arm64. Elsewhere install Node ${leastNode} from https://nodejs.org.`;
}
