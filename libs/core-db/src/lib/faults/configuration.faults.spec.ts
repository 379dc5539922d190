import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { bootstrapDatabaseSchema } from '../bootstrap.ts';
import { validateDatabaseUrl } from '../database-url.ts';
import { defineMigrations } from '../define-migrations.ts';
import { maskUrl } from '../mask-url.ts';
import { openDatabase } from '../open-database.ts';
import { describeFaults, plantedSecret, type MadeFault, type UnmadeFault } from './fault-rows.ts';
import { seeBySentinels, type FaultSeen } from './fault-seen.ts';
import { seeError } from './see-error.ts';

const lab = defineMigrations('lab', [
  {
    name: '2026-01-01-create-notes',
    up: ({ schema, columns }) => schema.createTable('lab_note').addColumn('id', columns.id).execute(),
  },
]);

/** What Node gives for a variable that really stands in a .env file. */
async function fromEnvFile(file: string, content: Buffer | string, print: string): Promise<string> {
  await writeFile(file, content);
  return execFileSync(process.execPath, [`--env-file=${file}`, '-p', print], { env: {}, encoding: 'utf8' }).trimEnd();
}

const urlRow = (id: string, fault: string, code: string, url: string): MadeFault => ({
  ...{ id, fault, verdict: 'fail', code, sentinel: 'core-db-url' },
  make: async () => url,
});

const rows: readonly (MadeFault | UnmadeFault)[] = [
  urlRow('A1', 'DATABASE_URL is set but blank', 'db-url-blank', '  '),
  urlRow('A2', 'the URL is in quotes', 'db-url-quoted', `"postgres://ada:${plantedSecret}@h/d"`),
  {
    ...{ id: 'A3', fault: 'an unquoted # in a .env file cuts the URL off', verdict: 'fail', code: 'db-url-cut' },
    make: (place) => fromEnvFile(place.file('.env'), 'U=postgres://ada:pl4nted#rest@h/d\n', 'process.env.U'),
  },
  {
    ...{ id: 'A4', fault: 'a .env file begins with a byte-order mark', verdict: 'fail', code: 'db-url-bom' },
    make: (place) =>
      fromEnvFile(
        place.file('.env'),
        `\ufeffDATABASE_URL=postgres://ada:${plantedSecret}@h/d\n`,
        'Object.keys(process.env).find((name) => name.endsWith("DATABASE_URL"))',
      ),
    observe: async (name) => {
      expect(name).toBe('\ufeffDATABASE_URL');
      process.env[name] = `postgres://ada:${plantedSecret}@h/d`;
      try {
        return seeReport(undefined);
      } finally {
        delete process.env[name];
      }
    },
  },
  {
    ...{ id: 'A5', fault: 'the variable holds bytes that are not UTF-8', verdict: 'fail', code: 'db-url-undecodable' },
    make: async () => {
      const script = `U=$(printf 'sqlite:/tmp/\\377.db'); export U; exec "$0" -p process.env.U`;
      return execFileSync('/bin/sh', ['-c', script, process.execPath], { env: {}, encoding: 'utf8' }).trimEnd();
    },
  },
  {
    ...{ id: 'A6', fault: 'the environment is too big for a new process', verdict: 'pass', code: null },
    sentinel: 'core-db-url',
    make: async (place) => {
      process.env['TOO_BIG'] = 'x'.repeat(200_000);
      place.undo(async () => void delete process.env['TOO_BIG']);
      const bare = spawnSync(process.execPath, ['-e', ''], { env: process.env });
      expect(bare.error).toMatchObject({ code: 'E2BIG' });
      return `postgres://ada:${plantedSecret}@localhost/d`;
    },
  },
  urlRow('A7', 'the URL names another driver', 'db-url-driver', `postgres+better-sqlite3://ada:${plantedSecret}@h/d`),
  urlRow('A8', 'the URL is of Java', 'db-url-driver', `jdbc:postgresql://h/d?user=ada&password=${plantedSecret}`),
  urlRow('A9', 'the password has a raw #', 'db-url-raw-character', `postgres://ada:x#${plantedSecret}@h/d`),
  urlRow('A10', 'a placeholder was not replaced', 'db-url-placeholder', 'postgres://ada:${DB_PASS}@h/d'),
  {
    ...{ id: 'A11', fault: 'the configuration file cannot be read' },
    notMade: 'there is no configuration file: every setting is an environment variable',
  },
  {
    ...{ id: 'A12', fault: 'a secret stands in the text of an error', verdict: 'fail', code: 'db-auth' },
    make: async (place) => {
      const address = new URL(await place.postgres());
      address.password = plantedSecret;
      return address.href;
    },
    observe: async (url) => {
      const broken = [url, `postgres://ada:${plantedSecret}@127.0.0.1:1/d`, `postgres://ada:${plantedSecret}@[::1/d`];
      for (const each of [...broken, `sqlite:/nowhere/${plantedSecret}?password=${plantedSecret}`]) {
        const seen = [
          await seeBySentinels(each, [lab]),
          await seeError(() => openDatabase(each).then((db) => db.handle('lab').in().selectNoFrom([]).execute())),
          await seeError(() => bootstrapDatabaseSchema({ url: each, migrations: [lab] })),
          validateDatabaseUrl(each),
          maskUrl(each),
        ];
        expect(JSON.stringify(seen).replaceAll(`/nowhere/${plantedSecret}`, '')).not.toContain(plantedSecret);
      }
      return seeBySentinels(url, [lab]);
    },
  },
];

function seeReport(url: string | undefined): FaultSeen {
  const [issue] = validateDatabaseUrl(url).issues;
  const remedy = issue === undefined ? '' : [issue.remedy.text, ...issue.remedy.commands].join(' ');
  return { verdict: issue ? 'fail' : 'pass', code: issue?.code ?? null, summary: issue?.message ?? 'Fine.', remedy };
}

describeFaults('A', rows);
