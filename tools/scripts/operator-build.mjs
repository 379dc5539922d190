import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stop, knownReason } from './fail.mjs';
import { repositoryRoot } from './node-gate.mjs';
import { requireSpace } from './install.mjs';
import { runProgram } from './run-program.mjs';

const dist = path.join(repositoryRoot, 'apps/operator/dist');
const stamp = path.join(dist, '.source-hash');
const skipped = new Set(['node_modules', 'dist', 'test-output', 'api', 'testing']);

/** Builds the operator's screens, unless a build of these very sources is there. */
export async function ensureOperatorBuild() {
  const hash = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  requireSpace(100, 'the build');
  process.stdout.write('Building the operator (once for each change of its sources) …\n');
  const { status, output } = await runProgram('nx', ['build', 'operator'], { timeoutMs: 300_000, isQuiet: true });
  if (status !== 0) {
    process.stderr.write(output);
    throw new Stop(knownReason(output) ?? 'The operator does not build; see above, or type "npx nx build operator".');
  }
  writeFileSync(stamp, hash);
}

/** A hash over the name and content of every file that the build reads. */
export function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'nx.json', ...sourcesBelow('apps/operator'), ...sourcesBelow('libs')]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(repositoryRoot, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder from the repository's root
 * @returns {string[]}
 */
function sourcesBelow(folder) {
  return readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourcesBelow(name);
      return /\.(?:ts|tsx|css|html|json|svg)$/u.test(name) && !/\.spec\.tsx?$/u.test(name) ? [name] : [];
    });
}
