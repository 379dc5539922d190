import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toAppError } from '@aicmo/core-kernel';
import { plantedText } from '../testing/planted-text.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { isModuleInstalled, openDatabase, validateDatabaseUrl } from '@aicmo/core-db';
import { networkDisk } from './url/sqlite-file-findings.ts';

const check = (url: string) => validateDatabaseUrl(url, { tryDriver: false });
const warningsOf = (url: string) => check(url).warnings.map(({ code }) => code);

describe('a database URL that a driver may see', () => {
  test.each([
    ['sqlite:/var/lib/a.db', 'sqlite:/var/lib/a.db'],
    ['sqlite:data/a.db', 'sqlite:data/a.db'],
    ['SQLite:/var/lib/a b.db', 'sqlite:/var/lib/a b.db'],
    ['sqlite:///data/a.db', 'sqlite:data/a.db'],
    ['sqlite:////var/a.db', 'sqlite:/var/a.db'],
    ['file:/var/a.db', 'sqlite:/var/a.db'],
    ['file:data/a.db', 'sqlite:data/a.db'],
    ['file:///var/a%20b.db', 'sqlite:/var/a b.db'],
    ['file://localhost/var/a.db', 'sqlite:/var/a.db'],
    [':memory:', 'sqlite::memory:'],
    ['sqlite::memory:', 'sqlite::memory:'],
    ['sqlite:///:memory:', 'sqlite::memory:'],
  ])('%s is a SQLite file', (url, normalized) => {
    expect(check(url)).toMatchObject({
      ...{ valid: true, dbType: 'sqlite', driver: 'better-sqlite3', isAsync: false, normalized, issues: [] },
    });
  });

  test.each([
    ['postgres://ada:s3cret@db.example.com:5432/shop', 'postgres://ada:***@db.example.com:5432/shop'],
    ['postgresql://ada@[::1]/shop', 'postgres://ada@[::1]/shop'],
    ['POSTGRES://ada@LOCALHOST/Shop', 'postgres://ada@localhost/Shop'],
    ['postgres://ada:s3%2Fcret%40%23@localhost/shop', 'postgres://ada:***@localhost/shop'],
    ['postgres://ada:s3@cret@localhost/shop', 'postgres://ada:***@localhost/shop'],
    ['postgres://ada%40corp@localhost/shop', 'postgres://ada%40corp@localhost/shop'],
    ['postgres:///shop?host=/var/run/postgresql&user=ada', 'postgres://ada@%2Fvar%2Frun%2Fpostgresql/shop'],
    ['postgres://ada@%2Fvar%2Frun%2Fpostgresql:5433/shop', 'postgres://ada@%2Fvar%2Frun%2Fpostgresql:5433/shop'],
    ['postgres://localhost?dbname=shop&user=ada&password=s3cret', 'postgres://ada:***@localhost/shop'],
    ['postgres://ada:s3cret@h1:5432,[::1]:5433/shop', 'postgres://ada:***@h1:5432,[::1]:5433/shop'],
    ['postgres:///shop?user=ada&host=h1,h2&port=5433', 'postgres://ada@h1:5433,h2:5433/shop'],
    ['postgres://ada@db.example.com/shop?sslmode=require', 'postgres://ada@db.example.com/shop?sslmode=require'],
    ['postgres://ada@db.example.com/shop?ssl=true', 'postgres://ada@db.example.com/shop?sslmode=verify-full'],
    ['postgres://ada@localhost/shop?sslkey=/k.pem', 'postgres://ada@localhost/shop?sslkey=***'],
    ['postgres://ada@localhost/shop?application_name=a+b', 'postgres://ada@localhost/shop?application_name=a%2Bb'],
    ['postgres://ada@localhost/shop?schema=public&connect_timeout=3', 'postgres://ada@localhost/shop'],
  ])('%s is a PostgreSQL server', (url, normalized) => {
    const report = check(url);
    expect(report).toMatchObject({
      ...{ valid: true, dbType: 'postgres', driver: 'pg', isAsync: true, normalized, issues: [] },
    });
    expect(JSON.stringify(report)).not.toMatch(/s3|cret/);
  });

  test('that is not set means the embedded file, and says so', () => {
    expect(validateDatabaseUrl(undefined)).toMatchObject({
      ...{ valid: true, dbType: 'sqlite', databaseUrl: 'sqlite:.data/aicmo.db' },
      warnings: [{ code: 'db-url-default' }],
    });
  });
});

describe('a database URL that no driver may see', () => {
  const sqlite = 'sqlite:/var/a.db';
  const postgres = 'postgres://a:***@h/d';
  test.each([
    ['', 'other', 'db-url-blank'],
    ['   ', 'other', 'db-url-blank'],
    ['"postgres://a:s3cret@h/d"', 'postgres', 'db-url-quoted', postgres],
    ['‘postgres://a:s3cret@h/d’', 'postgres', 'db-url-quoted', postgres],
    [` ${sqlite}`, 'sqlite', 'db-url-blank-space', sqlite],
    [`${sqlite}\r\n`, 'sqlite', 'db-url-blank-space', sqlite],
    [`\ufeff${sqlite}`, 'sqlite', 'db-url-bom', sqlite],
    [`${sqlite}\u200b`, 'sqlite', 'db-url-invisible', sqlite],
    ['postgres://a:s3\ncret@h/d', 'postgres', 'db-url-control'],
    ['sqlite:/a\0b.db', 'sqlite', 'db-url-nul'],
    ['file:/a%00b.db', 'sqlite', 'db-url-nul'],
    ['sqlite:/a\ufffd.db', 'sqlite', 'db-url-undecodable'],
    ['sqlite:/a\ud800.db', 'sqlite', 'db-url-undecodable'],
    ['DATABASE_URL=postgres://a:s3cret@h/d', 'postgres', 'db-url-assignment', postgres],
    ['psql postgres://a:s3cret@h/d', 'other', 'db-url-command'],
    ['postgres://a:${DB_PASS}@h/d', 'postgres', 'db-url-placeholder'],
    ['sqlite:<path-to>/a.db', 'sqlite', 'db-url-placeholder'],
    ['data/a.db', 'other', 'db-url-no-scheme', 'sqlite:data/a.db'],
    ['a:s3cret@h/d', 'other', 'db-url-no-scheme', postgres],
    ['postgres:s3cret@h/d', 'other', 'db-url-no-scheme', 'postgres://postgres:***@h/d'],
    ['localhost:5432/d', 'other', 'db-url-no-scheme', 'postgres://localhost:5432/d'],
    ['s3cret', 'other', 'db-url-no-scheme'],
    ["host=h user=a password='s3 cret'", 'other', 'db-url-keywords', 'postgres://a:***@h:5432/database'],
    ['Server=h;User Id=a;Password=s3cret;Database=d', 'other', 'db-url-keywords', 'postgres://a:***@h:5432/d'],
  ])('%j is refused before anybody asks what it means', expectRefusal);

  test.each([
    ['postgresql+asyncpg://a:s3cret@h/d?ssl=require', 'postgres', 'db-url-driver', `${postgres}?sslmode=require`],
    ['postgresql+psycopg2://a:s3cret@h/d', 'postgres', 'db-url-driver', postgres],
    ['sqlite+aiosqlite:///a.db', 'sqlite', 'db-url-driver', 'sqlite:a.db'],
    ['sqlite+aiosqlite:////var/a.db', 'sqlite', 'db-url-driver', sqlite],
    ['jdbc:postgresql://h/d?user=a&password=s3cret', 'postgres', 'db-url-driver', postgres],
    ['jdbc:sqlite:/var/a.db', 'sqlite', 'db-url-driver', sqlite],
    ['prisma+postgres://x/?api_key=s3cret', 'postgres', 'db-url-driver', 'postgres://user:***@host:5432/database'],
    ['pgsql://a:s3cret@h/d', 'postgres', 'db-url-scheme', postgres],
    ['sqlite3:///a.db', 'sqlite', 'db-url-scheme', 'sqlite:a.db'],
    ['mysql://a:s3cret@h/d', 'other', 'db-url-dialect'],
    ['mysql+pymysql://a:s3cret@h/d', 'other', 'db-url-dialect'],
    ['jdbc:mysql://h/d?password=s3cret', 'other', 'db-url-dialect'],
    ['libsql://x.turso.io?authToken=s3cret', 'other', 'db-url-dialect'],
    ['mongodb+srv://a:s3cret@h/d', 'other', 'db-url-dialect'],
    ['foo://a:s3cret@h/d', 'other', 'db-url-dialect'],
  ])('%s of another stack is refused with the one to use instead', expectRefusal);

  test.each([
    ['sqlite:', 'sqlite', 'db-url-sqlite-path'],
    ['sqlite:/var/', 'sqlite', 'db-url-sqlite-path'],
    ['sqlite:..', 'sqlite', 'db-url-sqlite-path'],
    [`sqlite:/var/${'a'.repeat(300)}`, 'sqlite', 'db-url-sqlite-path'],
    ['sqlite://', 'sqlite', 'db-url-sqlite-host'],
    ['sqlite://data/a.db', 'sqlite', 'db-url-sqlite-host', 'sqlite:data/a.db'],
    ['sqlite://a:s3cret@h/d', 'sqlite', 'db-url-sqlite-host'],
    ['file://h/a.db', 'sqlite', 'db-url-sqlite-host'],
    ['file:/a%zz.db', 'sqlite', 'db-url-encoding'],
    [`${sqlite}?mode=ro`, 'sqlite', 'db-url-sqlite-options', sqlite],
    [`${sqlite}#x`, 'sqlite', 'db-url-sqlite-options', sqlite],
    ['sqlite:~/a.db', 'sqlite', 'db-url-tilde', 'sqlite:/home/you/a.db'],
    [`${sqlite}-wal`, 'sqlite', 'db-url-sqlite-companion', sqlite],
    [String.raw`sqlite:C:\data\a.db`, 'sqlite', 'db-url-windows-path'],
  ])('%s names no file that could be meant', expectRefusal);

  test.each([
    ['postgres://a:s3#cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3/cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3?cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3@x?cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3%cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3 cret@h/d', 'db-url-raw-character'],
    ['postgres://a:s3%E9cret@h/d', 'db-url-encoding'],
    ['postgres://a:s3%00cret@h/d', 'db-url-encoding'],
    ['postgres://a:s3cret@h/d?options=%zz', 'db-url-encoding'],
    ['postgres://a:s3cret', 'db-url-cut'],
    ['postgres://a:s3cret/d', 'db-url-port'],
    ['postgres://a:s3cret@h:port/d', 'db-url-port'],
    ['postgres://a@h:0/d', 'db-url-port'],
    ['postgres://a@h:65536/d', 'db-url-port'],
    ['postgres:/a:s3cret@h/d', 'db-url-malformed', postgres],
    ['postgres://h', 'db-url-no-database'],
    ['postgres:///d', 'db-url-no-host', 'postgres://user:***@localhost:5432/d'],
    ['postgres://a:s3cret@h1:5432,h2:99999/d', 'db-url-port'],
    ['postgres://a:s3cret@h1,/d', 'db-url-no-host', 'postgres://user:***@localhost:5432/d'],
    ['postgres://a:s3cret@::1/d', 'db-url-host', 'postgres://user:***@[::1]:5432/d'],
    ['postgres://a@<host>/d', 'db-url-placeholder'],
    ['postgres://a@h!/d', 'db-url-host'],
    ['postgres://a:changeme@h/d', 'db-url-placeholder'],
    ['postgres://a:password@h/d', 'db-url-placeholder'],
    ['postgres://a:<password>@h/d', 'db-url-placeholder'],
    ['postgres://a:[YOUR-PASSWORD]@h/d', 'db-url-placeholder'],
    ['postgres://a:$PGPASSWORD@h/d', 'db-url-placeholder'],
    ['postgres://a:***@h/d', 'db-url-placeholder'],
    ['postgres://a@h/d/e', 'db-url-database'],
    ['postgres://a@h/d?sslmode=Require', 'db-url-sslmode'],
    ['postgres://a@h/d?sslMode=require', 'db-url-parameter-case'],
    ['postgres://a@h/d?service=prod', 'db-url-parameter-refused'],
    ['postgres://a@h/d?schema=crm', 'db-url-schema', 'options=-c%20search_path%3Dcrm'],
  ])('%s would reach another server than the one that is meant', (url, code, instead = 'DATABASE_URL=') =>
    expectRefusal(url, 'postgres', code, instead),
  );

  // The default keeps Jest from taking the last parameter for a callback.
  async function expectRefusal(url: string, dbType: string, code: string, instead = 'DATABASE_URL='): Promise<void> {
    const report = check(url);
    expect(report).toMatchObject({ valid: false, dbType, driver: null, isAsync: false, normalized: '' });
    const [issue] = report.issues;
    expect(issue).toMatchObject({ code, message: expect.stringMatching(/\.$/) });
    expect(issue?.remedy.text).toMatch(/[.?]$/);
    expect(issue?.remedy.commands.join('\n')).toContain(instead);
    expect(JSON.stringify(report)).not.toMatch(/s3|cret/);
    await expect(openDatabase(url)).rejects.toMatchObject({ kind: 'invalid', code });
    await expect(openDatabase(url)).rejects.not.toHaveProperty('message', expect.stringMatching(/s3|cret/));
  }

  test('names the character that ends a password too early, and how to write it', () => {
    expect(check('postgres://a:x#y@h/d').issues[0]).toMatchObject({
      message: expect.stringContaining('"#"'),
      remedy: { text: 'Write # as %23.' },
    });
  });

  test.each([[null], [7], [{}], [Symbol('x')]])('%p is no text, and no reason to throw', (value) => {
    // What a caller without types may hand in.
    expect(validateDatabaseUrl(value as unknown as string)).toMatchObject({ valid: false });
  });
});

test('a planted password is in nothing that is said of its URL, whatever the notation', () => {
  fc.assert(
    fc.property(plantedText, ({ text, pieces }) => {
      const said = [JSON.stringify(check(text))];
      try {
        parseDatabaseUrl(text);
      } catch (error) {
        said.push(JSON.stringify([toAppError(error).message, toAppError(error).details]));
      }
      expect(pieces.filter((piece) => said.some((each) => each.includes(piece)))).toEqual([]);
    }),
    { numRuns: 1000, seed: 42 },
  );
});

describe('a warning about a database URL', () => {
  const tls = 'sslmode=verify-full';
  test.each([
    ['sqlite:a.db', ['db-url-relative']],
    ['sqlite:/a%20b.db', ['db-url-percent']],
    [':memory:', ['db-url-memory']],
    ['postgres://a@h/d?sslmode=disable', ['db-url-plaintext']],
    ['postgres://a@h/d?sslmode=no-verify', ['db-url-unverified']],
    ['postgres://a@h/d', ['db-url-no-sslmode']],
    [`postgres://h/d?${tls}`, ['db-url-no-user']],
    [`postgres://a:x@y@h/d?${tls}`, ['db-url-raw-at']],
    [`postgres://a@h:6543/d?${tls}`, ['db-url-pooler']],
    [`postgres://a@h/d?pgbouncer=true&${tls}`, ['db-url-pooler']],
    [`postgres://a@x.pooler.example.com/d?${tls}`, ['db-url-pooler']],
    [`postgres://a@h/d?channel_binding=require&${tls}`, ['db-url-parameter-ignored']],
    [`postgres://a@h,i/d?target_session_attrs=standby&${tls}`, ['db-url-parameter-ignored']],
    [`postgres://a@h/d?colour=blue&${tls}`, ['db-url-parameter-unknown']],
  ])('comes with %s', (url, codes) => {
    expect(check(url)).toMatchObject({ valid: true });
    expect(warningsOf(url)).toEqual(codes);
  });

  test.each([
    'sqlite:/var/lib/nowhere/a.db',
    `postgres://a@db.example.com/d?${tls}`,
    `postgres://a@h,i/d?target_session_attrs=read-write&${tls}`,
    'postgres://a@localhost/d',
    'postgres://a@localhost/d?sslmode=disable',
    'postgres://a@127.0.0.2/d?sslmode=disable',
    'postgres://a@[::1]:5432/d?sslmode=disable',
    'postgres://a@%2Frun/d?sslmode=disable',
  ])('does not come with %s', (url) => {
    expect(warningsOf(url)).toEqual([]);
  });
});

describe('the place of a SQLite file', () => {
  let folder = '';
  const place = (name: string) => check(`sqlite:${path.join(folder, name)}`);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'aicmo-url-'));
    await mkdir(path.join(folder, 'folder'));
    await symlink('loop', path.join(folder, 'loop'));
    for (const [name, mode] of Object.entries({ 'closed.db': 0o600, 'read.db': 0o644, 'write.db': 0o666 })) {
      await writeFile(path.join(folder, name), '');
      await chmod(path.join(folder, name), mode);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['folder', 'db-is-directory'],
    ['closed.db/a.db', 'db-url-sqlite-path'],
    ['loop', 'db-url-sqlite-path'],
  ])('%s is refused', (name, code) => {
    expect(place(name)).toMatchObject({ valid: false, dbType: 'sqlite', issues: [{ code }] });
  });

  test('is warned of when everybody may read or change it, with the command', () => {
    expect(place('closed.db').warnings).toEqual([]);
    expect(place('missing.db').warnings).toEqual([]);
    const commands = [expect.stringContaining("chmod 600 '")];
    expect(place('read.db').warnings).toMatchObject([{ code: 'db-file-open-to-all', remedy: { commands } }]);
    expect(place('write.db').warnings).toMatchObject([{ message: expect.stringContaining('change') }]);
  });

  test('on a network disk is known by the number that the system gives for it', () => {
    expect([0x6969, 0xff534d42, -11317950, 0xef53, 0x01021994].map(networkDisk)).toEqual([
      ...['NFS', 'CIFS', 'CIFS', undefined, undefined],
    ]);
  });
});

test('a package is found without being loaded', () => {
  expect(isModuleInstalled('better-sqlite3')).toBe(true);
  expect(isModuleInstalled('kysely')).toBe(true);
  expect(isModuleInstalled('no-such-package-anywhere')).toBe(false);
});
