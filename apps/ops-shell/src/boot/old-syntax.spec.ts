import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import { createRedactor, knownSecrets } from '@aicmo/core-server';
import { appFolder } from '../test-setup/a-boot.ts';

const repository = path.resolve(appFolder, '../..');
const starts = [
  'apps/ops-shell/boot.mjs',
  'tools/cli/aicmo.mjs',
  'tools/cli/doctor.mjs',
  'apps/ops-shell/src/doctor/start.mjs',
];

/** What came to the language and its library after Node 12. */
const newer = [
  'ChainExpression',
  'LogicalExpression[operator="??"]',
  'AssignmentExpression[operator=/^(?:\\?\\?|\\|\\||&&)=$/]',
  'Literal[bigint]',
  'PropertyDefinition',
  'MemberExpression[property.name=/^(?:replaceAll|at|findLast|toSorted|toReversed|hasOwn|withResolvers|groupBy|any|structuredClone|dirname)$/][object.type=/^(?:MetaProperty|MemberExpression|Identifier|CallExpression)$/]:not([object.name="path"])',
];
const builtins: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['spawn', 'spawnSync', 'execFile', 'execFileSync'],
  'node:fs': ['existsSync', 'readFileSync', 'readdirSync', 'statSync', 'writeFileSync', 'mkdirSync', 'accessSync'],
  'node:url': ['fileURLToPath', 'pathToFileURL'],
};

/** Every module that these reach by a plain import. */
function reached(files: readonly string[], seen: Set<string> = new Set()): ReadonlySet<string> {
  for (const file of files) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const found = readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*from '(\.[^']+)'/gm);
    reached(
      [...found].map((match) => path.resolve(path.dirname(file), match[1] ?? '')),
      seen,
    );
  }
  return seen;
}

test('what starts without anything installed is written in what Node 12 reads, on Node’s own modules', () => {
  const files = [...reached(starts.map((file) => path.join(repository, file)))];
  expect(files.length).toBeGreaterThan(8);
  const linter = new Linter();
  const findings = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const messages = linter.verify(source, {
      // A later edition of the language is a parse error: await at the top, class fields, ||=.
      languageOptions: { ecmaVersion: 2020, sourceType: 'module' },
      rules: { 'no-restricted-syntax': ['error', ...newer] },
    });
    return [
      ...messages.map(({ line, message }) => `${path.relative(repository, file)}:${String(line)} ${message}`),
      ...strangers(file, source),
    ];
  });
  expect(findings).toEqual([]);
});

/** Packages, and names that an old Node's own modules do not give: those end the program while it is linked. */
function strangers(file: string, source: string): readonly string[] {
  const imports = [...source.matchAll(/^import (.*?) from '([^.'][^']*)'/gms)];
  return imports.flatMap(([, names = '', from = '']) => {
    const named =
      /\{([^}]*)\}/
        .exec(names)?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '') ?? [];
    const known = builtins[from] ?? [];
    const unknown = named.filter((name) => !known.includes(name));
    const isOwn = from.startsWith('node:');
    return isOwn && unknown.length === 0
      ? []
      : [`${path.relative(repository, file)} takes ${unknown.join(', ') || 'a package'} from ${from}`];
  });
}

test('the boot hides the same secrets as the house, in the same ways of writing them', async () => {
  const { hiderFor } = (await import(path.join(appFolder, 'src/boot/hide-secrets.mjs'))) as {
    hiderFor(env: Readonly<Record<string, string>>): (text: string) => string;
  };
  const env = {
    OPENAI_API_KEY: 'sk-4711-canary',
    AICMO_ACCESS_TOKEN: ' spaced token 4711 ',
    DATABASE_URL: 'postgres://app:p@ss%2Fw%C3%B6rd@db/x?sslpassword=other-4711',
    OPENAI_BASE_URL: 'https://a-long-token-instead-of-a-name@proxy/v1',
    AICMO_HOME: '/srv/aicmo',
  };
  const secrets = [
    'sk-4711-canary',
    'spaced token 4711',
    'p@ss%2Fw%C3%B6rd',
    'p@ss/wörd',
    'other-4711',
    'a-long-token-instead-of-a-name',
  ];
  const ways = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${secret}`).toString('base64')),
  ]);
  const { values } = createRedactor(knownSecrets(env));
  const hide = hiderFor(env);
  for (const written of ways) {
    expect([written, values(written)]).toEqual([written, expect.stringContaining('•••')]);
    expect([written, hide(written)]).toEqual([written, expect.stringContaining('•••')]);
  }
  expect(hide('Found /srv/aicmo on 127.0.0.1')).toBe('Found /srv/aicmo on 127.0.0.1');
});
