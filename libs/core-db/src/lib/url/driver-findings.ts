import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { finding, type UrlFinding } from './url-finding.ts';

/** The package that opens a database. */
export type DriverName = 'better-sqlite3' | 'pg';

/** A broken native part can end a process, hang it, or fail once with the truth and a second time with something else. */
const patienceMs = 15_000;

/** What is run in a fresh process: the package is loaded, and SQLite's native part, which loads late, is really used. */
const uses: Readonly<Record<DriverName, string>> = {
  'better-sqlite3': "const Sqlite = require('better-sqlite3'); new Sqlite(':memory:').prepare('select 1').get()",
  pg: "new (require('pg').Client)()",
};

const loaded = new Set<string>();

/**
 * Whether a driver can be used: found as a package, and, unless `isAsked` is false, loaded in a fresh process, which takes
 * a tenth of a second and is remembered when all is well. Nothing is loaded into this process and nothing is connected.
 *
 * @param from the folder whose packages are meant; this library's own by default.
 */
export function findAtDriver(
  driver: DriverName,
  { isAsked, from = import.meta.dirname }: { readonly isAsked: boolean; readonly from?: string },
): readonly UrlFinding[] {
  if (!canResolve(driver, from)) {
    return [
      finding(
        'db-driver-missing',
        `The URL asks for the driver ${driver}, which is not installed.`,
        'Install what the lock file names.',
        ['npm ci'],
      ),
    ];
  }
  const key = `${driver} ${from}`;
  if (!isAsked || loaded.has(key)) return [];
  const why = failureOf(driver, from);
  if (why === undefined) loaded.add(key);
  return why === undefined ? [] : [broken(driver, why)];
}

function canResolve(driver: string, from: string): boolean {
  try {
    createRequire(path.join(from, 'index.js')).resolve(driver);
    return true;
  } catch {
    return false;
  }
}

/** Why it cannot be used, in a few words; undefined when it can. The environment stays behind: it may hold secrets, or be too big. */
function failureOf(driver: DriverName, from: string): string | undefined {
  const { status, signal, stderr, error } = spawnSync(process.execPath, ['--no-warnings', '-e', uses[driver]], {
    cwd: from,
    env: {},
    encoding: 'utf8',
    timeout: patienceMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return undefined;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return 'it does not come to an end';
  if (error) return 'no process could be started to try it';
  if (signal !== null) return `it ended its process with ${signal}`;
  return /NODE_MODULE_VERSION|ERR_DLOPEN_FAILED|bindings file|invalid ELF/i.test(stderr)
    ? 'its native part is not made for this Node or this machine'
    : `it ended its process with status ${String(status)}`;
}

const broken = (driver: DriverName, why: string): UrlFinding =>
  finding(
    'db-driver-broken',
    `The driver ${driver} is installed but does not load on Node ${process.versions.node}: ${why}.`,
    'Install it again, with the Node that this repository asks for.',
    ['npm ci', `npm rebuild ${driver}`],
  );
