import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { repositoryRoot } from './fence/workspace-map.ts';
import type { Case, Finding } from './lint-case.ts';
import { otherFences } from './other-fences.ts';
import { columns, tableOfImports } from './table-of-imports.ts';

interface Trial {
  readonly title: string;
  readonly allow: Case;
  readonly deny: Case;
}

const fenceRules = /^(?:@nx\/enforce-module-boundaries|aicmo\/[a-z-]+)$/u;

const cells: readonly Trial[] = tableOfImports.flatMap(({ from, file, cells: row }) =>
  columns.map((column) => ({
    title: `${from} → ${column}`,
    allow: { file, code: `${row[column].allow}\n` },
    deny: { file, code: `${row[column].deny}\n` },
  })),
);

const fences: readonly Trial[] = otherFences.map(({ title, file, allowedIn, allow, deny }) => ({
  title,
  allow: { file: allowedIn ?? file, code: `${allow}\n` },
  deny: { file, code: `${deny}\n` },
}));

const trials = [...cells, ...fences];
const found = new Map<Case, readonly Finding[]>();

/** What nx lint runs, from nx.json, so that this spec and the command cannot drift apart. */
function lintCommand(): string {
  const nx = JSON.parse(readFileSync(path.join(repositoryRoot, 'nx.json'), 'utf8')) as {
    readonly targetDefaults: { readonly lint: { readonly options: { readonly command: string } } };
  }; // our own file; a wrong shape fails the test that uses it
  return nx.targetDefaults.lint.options.command;
}

beforeAll(() => {
  const cases = trials.flatMap(({ allow, deny }) => [allow, deny]);
  const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'lint-cases.ts')], {
    cwd: repositoryRoot,
    input: JSON.stringify(cases),
    encoding: 'utf8',
    timeout: 180_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`ESLint did not run (exit ${run.status}):\n${run.stderr}\n${run.stdout}`);
  const findings = JSON.parse(run.stdout) as readonly (readonly Finding[])[]; // printed by lint-cases.ts
  cases.forEach((each, index) => found.set(each, findings[index] ?? []));
}, 200_000);

describe.each([
  ['who may import whom', cells],
  ['what Nx cannot see', fences],
])('%s', (_, group) => {
  test.each(group.map((trial) => [trial.title, trial] as const))('%s: lets in what is allowed', (_title, { allow }) => {
    expect({ ...allow, findings: found.get(allow) }).toEqual({ ...allow, findings: [] });
  });

  test.each(group.map((trial) => [trial.title, trial] as const))('%s: keeps out what is not', (_title, { deny }) => {
    const rules = (found.get(deny) ?? []).map(({ ruleId }) => ruleId ?? 'no rule');
    expect(rules).toContainEqual(expect.stringMatching(fenceRules));
  });
});

test('the command that nx lint runs fails on an import that is not allowed', () => {
  const [program = '', ...args] = lintCommand().replace(/ \.$/u, '').split(' ');
  const run = spawnSync(
    path.join(repositoryRoot, 'node_modules/.bin', program),
    [...args, '--stdin', '--stdin-filename', 'src/lib/planted.ts'],
    {
      cwd: path.join(repositoryRoot, 'libs/cam'),
      input: "export { x } from '@aicmo/social';\n",
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PATH: `${path.join(repositoryRoot, 'node_modules/.bin')}:${process.env['PATH']}`,
      },
      timeout: 60_000,
    },
  );
  expect(run.stdout).toContain('@nx/enforce-module-boundaries');
  expect(run.status).toBe(1);
});
