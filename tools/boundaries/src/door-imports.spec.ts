import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
}

/** Every door of every library, as one imports it; those for specs need Jest, and those of `ui` a browser. */
const doors: readonly string[] = readdirSync(path.join(root, 'libs')).flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'libs', folder, 'package.json'), 'utf8')) as Manifest;
  if (folder === 'ui') return [];
  return Object.keys(manifest.exports ?? {})
    .filter((door) => door !== './testing')
    .map((door) => path.posix.join(manifest.name, door));
});

const heavy = ['better-sqlite3', 'pg', 'openai', 'liquidjs', 'papaparse', 'feedsmith', 'libphonenumber-js'];

/** Imports a door in a process of its own, and tells which packages that loaded and what was left open. */
const probe = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
const variables = [];
process.env = new Proxy(process.env, { get: (target, name) => { variables.push(String(name)); return target[name]; } });
await import(process.argv[2]);
const packages = loaded.flatMap((url) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url)?.[1] ?? []);
const open = process.getActiveResourcesInfo().filter((name) => !['PipeWrap', 'TTYWrap', 'FSReqPromise', 'FSReqCallback'].includes(name));
process.stdout.write(JSON.stringify({ packages: [...new Set(packages)], open, variables: variables.filter((name) => /^(AICMO|OPENAI|DATABASE)/.test(name)) }));
`;

async function importAlone(door: string): Promise<{ packages: string[]; open: string[]; variables: string[] }> {
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '--eval', probe.replace('process.argv[2]', JSON.stringify(door))],
    {
      cwd: root,
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1' },
      timeout: 60_000,
    },
  );
  return JSON.parse(stdout) as { packages: string[]; open: string[]; variables: string[] };
}

describe('importing a door', () => {
  test.each(doors)('%s loads nothing heavy, opens nothing and reads no setting', async (door) => {
    const { packages, open, variables } = await importAlone(door);
    expect(packages.filter((name) => heavy.includes(name))).toEqual([]);
    expect(open).toEqual([]);
    expect(variables).toEqual([]);
  });
});

test('every door can be imported from a .mts at the root, without any build', async () => {
  const file = path.join(root, `door-probe-${process.pid}.mts`);
  const lines = doors.map((door, index) => `import * as d${index} from '${door}';`);
  writeFileSync(
    file,
    [
      ...lines,
      `process.stdout.write(String([${doors.map((_door, index) => `Object.keys(d${index}).length`).join()}].every((n) => n >= 0)));`,
    ].join('\n'),
  );
  try {
    const { stdout } = await run(process.execPath, [file], { cwd: root, timeout: 60_000 });
    expect(stdout.trim()).toBe('true');
  } finally {
    rmSync(file);
  }
});
