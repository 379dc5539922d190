/*
 * Lints the pieces of code given on standard input as if each stood in the file it names, with the repository's own
 * configuration, and prints what was found. A process of its own: ESLint and Nx load native parts that do not live
 * inside a test's sandbox.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import { repositoryRoot } from './fence/workspace-map.ts';
import type { Case, Finding } from './lint-case.ts';

const cases = JSON.parse(await text(process.stdin)) as readonly Case[]; // written by boundaries.spec.ts
const eslint = new ESLint({ cwd: repositoryRoot });
const found: (readonly Finding[])[] = [];
for (const { file, code } of cases) {
  const [result] = await eslint.lintText(code, { filePath: file, warnIgnored: true });
  found.push((result?.messages ?? []).map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(found));
