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

/** Who imports a SQLite library beside those that may. */
export const sqliteLibrariesInUse = (): Promise<readonly string[]> =>
  filesWith(sqliteLibraries, sources, (file) => itsHomes.includes(file) || isForTests(file));

/** Which files of core-db open a file and are not known for what they open. */
export const filesReadPastSqlite = (): Promise<readonly string[]> =>
  filesWith(opensAFile, 'libs/core-db/src/lib/**/*.ts', (file) => {
    const inside = file.slice('libs/core-db/src/lib/'.length);
    return isForTests(file) || Object.hasOwn(opensOtherFiles, inside);
  });

const isForTests = (file: string): boolean => /\.spec\.ts$|\/faults\/|\/src\/testing\/|^tools\//.test(file);

async function filesWith(
  pattern: RegExp,
  where: string,
  isExempt: (file: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(where, { cwd: repositoryFolder, exclude: (name) => /node_modules|dist/.test(name) })) {
    const plain = file.replaceAll(path.sep, '/');
    if (!isExempt(plain) && pattern.test(await readFile(path.join(repositoryFolder, file), 'utf8'))) found.push(plain);
  }
  return found.sort();
}
