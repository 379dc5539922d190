import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

const repositoryFolder = path.resolve(import.meta.dirname, '../../../../..');
const sources = '{libs,apps,tools}/*/{src,.}/**/*.{ts,tsx,mjs,cjs}';

/** Every SQLite library of the registry that somebody may come to like; the first one alone is ours. */
const sqliteLibraries =
  /(?:from|import|require)\s*\(?\s*['"](?:node:sqlite|better-sqlite3|sqlite3|sqlite|sql\.js|libsql|@libsql\/[\w-]+|node-sqlite3-wasm|bun:sqlite|@sqlite\.org\/[\w-]+)['"]/;
const itsHomes: readonly string[] = [
  'libs/core-db/src/lib/dialects/sqlite.ts',
  'libs/core-db/src/lib/url/driver-findings.ts', // tries whether it loads, in a process of its own
];

/** What opens a file without SQLite: closing it again drops the locks that this process has on it. */
const opensAFile =
  /\b(?:readFile|readFileSync|createReadStream|createWriteStream|copyFile|copyFileSync|cpSync|openSync|writeFileSync|truncate|truncateSync|openAsBlob)\b|\bcp\b(?=[,\s}].*from 'node:fs)|(?<=import \{[^}]*)\bopen\b(?=[^}]*\} from 'node:fs)/;

/** Whether a source has one of them. */
export const opensPastSqlite = (source: string): boolean => opensAFile.test(source);

/** Files of core-db that open files, and why none of these is a database that this process has open. */
const opensOtherFiles: Readonly<Record<string, string>> = {
  'backup/backup-manifest.ts': 'a finished copy, which nobody has open, and the manifest beside it',
  'backup/copy-postgres.ts': 'the folder of a finished copy, to have its name on the disk',
  'backup/inspect-backup.ts': 'a finished copy, which nobody has open',
  'backup/postgres-aside.ts': 'a text of statements',
  'backup/programs-with-file-open.ts': '/proc',
  'backup/sqlite-backup.ts': 'the finished copy under its temporary name, and its folder, to have both on the disk',
  'backup/swap-files.ts': 'files that are moved while the swap’s own lock says that nobody has them open',
  'dialects/sqlite.ts': 'a file that is being made and that nobody has seen yet',
  'migrations/aicmo-version.ts': 'package.json',
  'migrations/lock-holder.ts': '/proc',
  'migrations/process-mark.ts': '/proc',
};

/** Code that knows where a database is. */
const knowsAPlace = /sqliteFileOf|databaseUrl|DATABASE_URL|aicmo\.db|'sqlite:/;
const importsFileFunctions = new RegExp(`import \\{[^}]*(?:${opensAFile.source}|\\bopen\\b)[^}]*\\} from 'node:fs`);

/** Who imports a SQLite library beside those that may. */
export const sqliteLibrariesInUse = (): Promise<readonly string[]> =>
  filesWith([sqliteLibraries], sources, (file) => itsHomes.includes(file) || isForTests(file));

/** Which files open a file and are not known for what they open: in core-db all, elsewhere those that know where a database is. */
export async function filesReadPastSqlite(): Promise<readonly string[]> {
  const own = await filesWith([opensAFile], 'libs/core-db/src/lib/**/*.ts', (file) => {
    const inside = file.slice('libs/core-db/src/lib/'.length);
    return isForTests(file) || Object.hasOwn(opensOtherFiles, inside);
  });
  const others = await filesWith(
    [knowsAPlace, importsFileFunctions],
    '{apps/*,libs/!(core-db),tools/cli}/src/**/*.{ts,mjs}',
    isForTests,
  );
  return [...own, ...others];
}

const isForTests = (file: string): boolean =>
  /\.(?:deep\.)?spec\.tsx?$|\/faults\/|\/src\/(?:testing|test-setup)\/|^tools\/(?!cli)/.test(file);

async function filesWith(
  patterns: readonly RegExp[],
  where: string,
  isExempt: (file: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(where, { cwd: repositoryFolder, exclude: (name) => /node_modules|dist/.test(name) })) {
    const plain = file.replaceAll(path.sep, '/');
    if (isExempt(plain)) continue;
    const source = await readFile(path.join(repositoryFolder, file), 'utf8');
    if (patterns.every((pattern) => pattern.test(source))) found.push(plain);
  }
  return found.sort();
}
