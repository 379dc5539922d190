import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plantedSecret } from '../ask-doctor.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';

/** What Node gives for a variable that really stands in a .env file. */
async function fromEnvFile(place: DrillPlace, content: string, print: string): Promise<string> {
  const file = path.join(place.folder, '.env');
  await writeFile(file, content);
  return execFileSync(process.execPath, [`--env-file=${file}`, '-p', print], { env: {}, encoding: 'utf8' }).trimEnd();
}

/** The URL as the remedies of this section want it: another one, of the copy's own file. */
const correctUrl = (place: DrillPlace): void => void (place.settings['DATABASE_URL'] = `sqlite:${place.file}`);

const urlRow = (id: string, fault: string, code: string, url: string): MadeRow => ({
  ...{ id, fault, check: 'core-db-url', verdict: 'fail', code, cure: correctUrl },
  make: (place) => void (place.settings['DATABASE_URL'] = url),
});

/** The file as it was committed, for each place. */
const committed = new WeakMap<DrillPlace, string>();

/** A: configuration and environment. */
export const settingsRows: readonly DrillRow[] = [
  { ...urlRow('A1', 'DATABASE_URL is set but blank', 'db-url-blank', '  '), cure: 'typed' },
  urlRow('A2', 'the URL is in quotes', 'db-url-quoted', `"postgres://ada:${plantedSecret}@h/d"`),
  {
    ...urlRow('A3', 'an unquoted # in a .env file cuts the URL off', 'db-url-cut', ''),
    make: async (place) => {
      const url = await fromEnvFile(place, 'U=postgres://ada:pl4nted#rest@h/d\n', 'process.env.U');
      place.settings['DATABASE_URL'] = url;
    },
  },
  {
    ...{ id: 'A4', fault: 'a .env file begins with a byte-order mark' },
    ...{ check: 'core-db-url', verdict: 'fail', code: 'db-url-bom', remedy: /byte-order mark/u, cure: 'typed' },
    make: async (place) => {
      const text = `\ufeffDATABASE_URL=sqlite:${place.file}\n`;
      const print = 'Object.keys(process.env).find((name) => name.endsWith("DATABASE_URL"))';
      place.settings[await fromEnvFile(place, text, print)] = `sqlite:${place.file}`;
    },
  },
  {
    ...urlRow('A5', 'the variable holds bytes that are not UTF-8', 'db-url-undecodable', ''),
    make: (place) => {
      const script = `U=$(printf 'sqlite:/tmp/\\377.db'); export U; exec "$0" -p process.env.U`;
      const shown = execFileSync('/bin/sh', ['-c', script, process.execPath], { env: {}, encoding: 'utf8' });
      place.settings['DATABASE_URL'] = shown.trimEnd();
    },
  },
  {
    ...{ id: 'A6', fault: 'a variable is nearly too large for a new process' },
    ...{ check: 'machine-unknown-settings', verdict: 'fail', code: 'setting-too-large', cure: 'typed' },
    isShort: true,
    make: (place) => void (place.settings['SOMEBODYS_LIST'] = 'x'.repeat(130_000)),
  },
  urlRow('A7', 'the URL names another driver', 'db-url-driver', 'postgres+better-sqlite3://ada:x@h/d'),
  urlRow('A8', 'the URL is of Java', 'db-url-driver', `jdbc:postgresql://h/d?user=ada&password=${plantedSecret}`),
  urlRow('A8', 'the URL is of Python', 'db-url-driver', `postgresql+psycopg2://ada:${plantedSecret}@h/d`),
  urlRow('A9', 'the password has a raw #', 'db-url-raw-character', `postgres://ada:x#${plantedSecret}@h/d`),
  urlRow('A10', 'a placeholder was not replaced', 'db-url-placeholder', 'postgres://ada:${DB_PASS}@h/d'),
  {
    ...{ id: 'A11', fault: 'the file that names the packages cannot be read', check: 'machine-lock', verdict: 'fail' },
    ...{ code: 'lock-unreadable', withCauses: true },
    make: async (place) =>
      (await place.house()).rewrite('package-lock.json', (text) => {
        committed.set(place, text);
        return text.slice(0, 100);
      }),
    // What git checkout brings back.
    cure: async (place) => (await place.house()).rewrite('package-lock.json', (text) => committed.get(place) ?? text),
  },
  {
    ...{ id: 'A12', fault: 'a secret stands in what a driver says of an address' },
    ...{ check: 'core-db-reachable', verdict: 'fail', code: 'db-unreachable', cure: correctUrl },
    make: (place) => void (place.settings['DATABASE_URL'] = `postgres://ada:${plantedSecret}@127.0.0.1:1/d`),
  },
];
