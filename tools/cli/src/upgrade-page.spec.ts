import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeEachDialect } from '@aicmo/core-db/testing';

const repository = path.resolve(import.meta.dirname, '../../..');
const page = await readFile(path.join(repository, 'docs/upgrade.md'), 'utf8');

/** Lines of the page that no test can run, and why. */
const leftOut: readonly (readonly [line: RegExp, why: string])[] = [
  [/^npm ci$/u, 'the packages of this checkout are linked instead: installing them takes minutes and a network'],
  [/^npm start$/u, 'it builds the screen and serves until it is stopped; tools/e2e starts it'],
  [/^curl /u, 'nothing serves here'],
  [/^docker compose /u, 'there is no Docker here; the commands inside are the ones above'],
];

interface Line {
  readonly heading: string;
  readonly typed: string;
  readonly status: number;
}

/** Every line of every `sh` block, with the heading above it. */
function linesOf(text: string): readonly Line[] {
  let heading = '';
  const lines: Line[] = [];
  for (const [, title, block] of text.matchAll(/^## (.+)$|^```sh\n([\s\S]*?)^```$/gmu)) {
    heading = title ?? heading;
    for (const line of (block ?? '').split('\n').filter((each) => each.trim() !== '')) {
      const [, typed = '', status = '0'] = /^(.*?)(?:\s+# (\d+): .*)?$/u.exec(line) ?? [];
      lines.push({ heading, typed, status: Number(status) });
    }
  }
  return lines;
}

const lines = linesOf(page);
const isLeftOut = ({ heading, typed }: Line): boolean =>
  heading === 'In containers' || leftOut.some(([line]) => line.test(typed));
const [version = ''] = /v\d+\.\d+\.\d+/u.exec(page) ?? [];

const git = (cwd: string, ...words: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@a.example', '-c', 'init.defaultBranch=main', ...words],
    {
      cwd,
      encoding: 'utf8',
    },
  );

let folder = '';
const origin = (): string => path.join(folder, 'origin');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-upgrade-'));
  await publishFirstVersion();
  await publishNextVersion();
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A repository with what the command line needs of this one. */
async function publishFirstVersion(): Promise<void> {
  const unneeded = /(?:^|\/)(?:node_modules|dist|test-output|\.data)(?:\/|$)|\.spec\.tsx?$/u;
  for (const part of ['libs', 'tools/cli', 'tools/scripts', 'package.json', 'tsconfig.base.json', '.gitignore']) {
    await cp(path.join(repository, part), path.join(origin(), part), {
      recursive: true,
      filter: (source) => !unneeded.test(path.relative(repository, source)),
    });
  }
  git(origin(), 'init', '--quiet');
  git(origin(), 'add', '--all');
  git(origin(), 'commit', '--quiet', '--message', 'first');
}

/** The next version has one migration more. */
async function publishNextVersion(): Promise<void> {
  const migrations = path.join(origin(), 'libs/autonomy/src/lib/db/migrations');
  const added = [
    `import type { Migration } from '@aicmo/core-db';`,
    `export const addHeadline: Migration = { name: '2999-01-01-add-headline', up: async ({ schema, columns }) =>`,
    `  schema.alterTable('autonomy_action').addColumn('headline', columns.text).execute().then(() => undefined) };`,
  ];
  await writeFile(path.join(migrations, '2999-01-01-add-headline.ts'), added.join('\n'));
  const list = await readFile(path.join(migrations, 'index.ts'), 'utf8');
  const longer = list.replace(/,?\s*\]\)/u, ', addHeadline])');
  await writeFile(
    path.join(migrations, 'index.ts'),
    `import { addHeadline } from './2999-01-01-add-headline.ts';\n${longer}`,
  );
  git(origin(), 'add', '--all');
  git(origin(), 'commit', '--quiet', '--message', 'second');
  git(origin(), 'tag', version);
}

/** A clone of the first version, whose packages are those of this checkout. */
async function install(name: string): Promise<string> {
  const first = git(origin(), 'rev-list', '--max-parents=0', 'HEAD').trim();
  const place = path.join(folder, name);
  git(folder, 'clone', '--quiet', '--no-tags', origin(), place);
  git(place, 'checkout', '--quiet', first);
  await linkPackages(path.join(place, 'node_modules'));
  return place;
}

async function linkPackages(modules: string): Promise<void> {
  await mkdir(path.join(modules, '@aicmo'), { recursive: true });
  const installed = path.join(repository, 'node_modules');
  for (const name of await readdir(installed)) {
    if (name !== '@aicmo' && !name.startsWith('.')) await symlink(path.join(installed, name), path.join(modules, name));
  }
  for (const name of await readdir(path.join(origin(), 'libs')))
    await symlink(path.join('../../libs', name), path.join(modules, '@aicmo', name));
  // npx itself would ask the network when a link is missing.
  await mkdir(path.join(modules, '.shims'));
  const shim = path.join(modules, '.shims/npx');
  await writeFile(
    shim,
    `#!/bin/sh\n[ "$1" = aicmo ] || exit 127\nshift\nexec '${process.execPath}' tools/cli/aicmo.mjs "$@"\n`,
  );
  await chmod(shim, 0o755);
}

interface Said {
  readonly status: number | null;
  readonly out: string;
}

function type(place: string, typed: string, databaseUrl: string | undefined): Said {
  const env: Record<string, string> = {
    PATH: `${path.join(place, 'node_modules/.shims')}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    NODE_NO_WARNINGS: '1',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', typed], { cwd: place, env, encoding: 'utf8' });
  return { status, out: stdout + stderr };
}

test('every line of the page is run, or left out for a reason that stands here', () => {
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines.filter((each) => !isLeftOut(each)))
    expect(line.typed).toMatch(/^(?:npx aicmo db|git|mkdir) /u);
  for (const [line] of leftOut) expect(lines.some(({ typed }) => line.test(typed))).toBe(true);
  for (const { typed } of lines.filter(({ heading }) => heading === 'In containers'))
    expect(typed).toMatch(/^(?:git checkout|docker compose) /u);
});

describeEachDialect('an installation', (dialect) => {
  test('goes to the next version and back by what the page says, and its clients are there all along', async () => {
    const place = await install(dialect.name);
    const databaseUrl = dialect.name === 'sqlite' ? undefined : await dialect.url();
    const run = (typed: string): Said => type(place, typed, databaseUrl);
    expect(run('npx aicmo db bootstrap')).toMatchObject({ status: 0 });
    expect(run('npx aicmo client create Rieslinghaus --time-zone Europe/Berlin')).toMatchObject({ status: 0 });
    const client = expect.stringContaining('Rieslinghaus');

    for (const { heading, typed, status } of lines.filter((line) => !isLeftOut(line))) {
      const said = run(typed);
      expect({ heading, typed, ...said }).toEqual({ heading, typed, status, out: said.out });
      if (typed.startsWith('npx aicmo db verify'))
        expect(run('npx aicmo client list')).toMatchObject({ status: 0, out: client });
    }
    expect(run('npx aicmo db status').out).toContain('Up to date');
  }, 900_000);
});
