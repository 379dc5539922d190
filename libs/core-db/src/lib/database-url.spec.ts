import { describe, expect, test } from '@jest/globals';
import { isModuleInstalled, maskUrl, openDatabase, validateDatabaseUrl } from '@aicmo/core-db';

describe('a database URL', () => {
  test.each([
    ['sqlite:/var/lib/a.db', 'sqlite', 'better-sqlite3', 'sqlite:/var/lib/a.db'],
    ['sqlite:data/a.db', 'sqlite', 'better-sqlite3', 'sqlite:data/a.db'],
    ['sqlite:///data/a.db', 'sqlite', 'better-sqlite3', 'sqlite:data/a.db'],
    ['sqlite:////var/a.db', 'sqlite', 'better-sqlite3', 'sqlite:/var/a.db'],
    ['file:/var/a.db', 'sqlite', 'better-sqlite3', 'sqlite:/var/a.db'],
    [':memory:', 'sqlite', 'better-sqlite3', 'sqlite::memory:'],
    [
      'postgres://ada:s3cret@db.example.com:5432/aicmo',
      'postgres',
      'pg',
      'postgres://ada:***@db.example.com:5432/aicmo',
    ],
    ['postgresql://ada@[::1]/aicmo', 'postgres', 'pg', 'postgres://ada@[::1]/aicmo'],
  ] as const)('%s is %s', (url, dbType, driver, normalized) => {
    expect(validateDatabaseUrl(url)).toMatchObject({
      valid: true,
      dbType,
      driver,
      normalized,
      issues: [],
      isAsync: dbType === 'postgres',
    });
  });

  test.each([
    ['', 'db-url-blank'],
    ['   ', 'db-url-blank'],
    ['"postgres://a:b@h/d"', 'db-url-quoted'],
    [' sqlite:/a.db', 'db-url-quoted'],
    ['data/a.db', 'db-url-no-scheme'],
    ['mysql://a:s3cret@h/d', 'db-url-dialect'],
    ['jdbc:postgresql://h/d', 'db-url-dialect'],
    ['postgresql+asyncpg://a:s3cret@h/d', 'db-url-driver'],
    ['sqlite+aiosqlite:///a.db', 'db-url-driver'],
    ['sqlite://host/a.db', 'db-url-sqlite-host'],
    ['sqlite:', 'db-url-sqlite-path'],
    ['sqlite:/var/', 'db-url-sqlite-path'],
    ['sqlite:/a.db?mode=ro', 'db-url-sqlite-options'],
    ['postgres://a:s3#cret@h/d', 'db-url-malformed'],
    ['postgres://h', 'db-url-no-database'],
  ])('"%s" is refused with what to write instead', async (url, code) => {
    const report = validateDatabaseUrl(url);
    expect(report).toMatchObject({
      valid: false,
      driver: null,
      issues: [
        {
          code,
          remedy: {
            text: expect.stringMatching(/\.$/),
            commands: expect.arrayContaining([expect.stringContaining('DATABASE_URL=')]),
          },
        },
      ],
    });
    expect(JSON.stringify(report)).not.toContain('cret');
    await expect(openDatabase(url)).rejects.toMatchObject({ kind: 'invalid', code });
  });

  test('that is not set means the embedded file, and says so', () => {
    expect(validateDatabaseUrl(undefined)).toMatchObject({
      valid: true,
      dbType: 'sqlite',
      warnings: [{ code: 'db-url-default' }, { code: 'db-url-relative' }],
    });
  });

  test('that sends passwords in the clear to another machine is warned of', () => {
    expect(validateDatabaseUrl('postgres://a:b@db.example.com/d?sslmode=disable').warnings).toMatchObject([
      { code: 'db-url-plaintext' },
    ]);
    expect(validateDatabaseUrl('postgres://a:b@localhost/d?sslmode=disable').warnings).toEqual([]);
  });
});

describe('a masked URL', () => {
  test.each([
    ['postgres://ada:s3cret@h:5432/d', 'postgres://ada:***@h:5432/d'],
    ['postgres://ada:s3@cr:et@h/d', 'postgres://ada:***@h/d'],
    ['postgres://ada:s3/cr?et#x@h/d', 'postgres://ada:***@h/d'],
    ['"postgres://ada:s3cret@h/d"', '"postgres://ada:***@h/d"'],
    ['ada:s3cret@h/d', 'ada:***@h/d'],
    ['postgres://ada@h/d?password=s3cret&sslmode=require', 'postgres://ada@h/d?password=***&sslmode=require'],
    ['postgres://h/d?sslpassword=s3cret', 'postgres://h/d?sslpassword=***'],
    ["host=h user=ada password='s3 cret' dbname=d", 'host=h user=ada password=*** dbname=d'],
    ['https://h/?api_key=s3cret&access_token=s3cret', 'https://h/?api_key=***&access_token=***'],
    ['sqlite:/var/a.db', 'sqlite:/var/a.db'],
    ['', ''],
  ])('%s shows as %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });

  test('of nothing is nothing', () => {
    expect([maskUrl(undefined), maskUrl(null)]).toEqual(['', '']);
  });
});

test('a package is found without being loaded', () => {
  expect(isModuleInstalled('better-sqlite3')).toBe(true);
  expect(isModuleInstalled('kysely')).toBe(true);
  expect(isModuleInstalled('no-such-package-anywhere')).toBe(false);
});
