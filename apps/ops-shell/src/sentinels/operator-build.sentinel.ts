import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { OperatorAnswer, OperatorLook } from './operator.ts';

/** Whether the build of the operator's screens is that of the sources, and is the one that is served. */
export const operatorBuildSentinel = (look: OperatorLook, ask: () => Promise<OperatorAnswer>): Sentinel =>
  defineSentinel({
    id: 'operator-build',
    title: 'Operator is built from these sources',
    severity: 'warning',
    reasons: {
      'operator-not-built': {
        cause: 'There is no build of the operator’s screens; npm start makes one before it serves.',
        cure: 'npm start, or npx nx build operator.',
      },
      'operator-build-stale': {
        cause: 'The sources of the screens have changed since they were built.',
        cure: 'npm start builds again what is stale.',
      },
      'operator-serves-another': {
        cause: 'The operator was started before the build that lies on the disk, and still serves the older one.',
        cure: 'Stop the operator and start it again.',
      },
    },
    run: async ({ signal }) => {
      const built = await readBuild(look.repositoryFolder);
      const build = { text: 'Build it, or let npm start do that.', commands: ['npx nx build operator'] };
      if (built === undefined) {
        return {
          verdict: 'skipped',
          reason: 'operator-not-built',
          summary: 'The operator is not built yet.',
          remedy: build,
        };
      }
      const [commit, changed, answer] = await Promise.all([
        git(look.repositoryFolder, ['rev-parse', '--short=7', 'HEAD'], signal),
        git(
          look.repositoryFolder,
          ['diff', '--name-only', built.commit, 'HEAD', '--', 'apps/operator/src', 'libs'],
          signal,
        ),
        ask(),
      ]);
      const files = (changed ?? '')
        .split('\n')
        .filter((file) => /\.(?:tsx?|css|html|svg)$/u.test(file) && !/\.spec\.tsx?$/u.test(file));
      const served = answer.state === 'operator' ? answer.marker : 'nothing';
      const evidence = {
        built: built.marker,
        sources: commit ?? 'no git history',
        'files changed since': files.length,
        serves: served,
      };
      if (files.length > 0) {
        const summary = `Built from ${built.commit}; ${files.length} files of the sources have changed since.`;
        return { verdict: 'fail', reason: 'operator-build-stale', summary, evidence, remedy: build };
      }
      if (answer.state === 'operator' && answer.marker !== built.marker) {
        const remedy = { text: 'Stop the operator and start it again.', commands: ['npm start'] };
        const summary = 'The operator serves another build than the one on the disk, or runs from its sources.';
        return { verdict: 'fail', reason: 'operator-serves-another', summary, evidence, remedy };
      }
      return { verdict: 'pass', summary: `Built from ${built.commit}, and nothing of it has changed since.`, evidence };
    },
  });

interface Build {
  readonly marker: string;
  readonly commit: string;
}

async function readBuild(repositoryFolder: string): Promise<Build | undefined> {
  try {
    const text = await readFile(path.join(repositoryFolder, 'apps/operator/dist/build.json'), 'utf8');
    const { marker, commit } = JSON.parse(text) as Partial<Build>; // checked in the next line
    return typeof marker === 'string' && typeof commit === 'string' && /^[0-9a-f]{7,40}$/u.test(commit)
      ? { marker, commit }
      : undefined;
  } catch {
    // There is none, or half of one.
    return undefined;
  }
}

/** Undefined without git, without a history, or when the commit is not in it. */
function git(cwd: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('git', [...args], { cwd, signal, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(0, 200_000)));
    child.on('error', () => resolve(undefined));
    child.on('close', (status) => resolve(status === 0 ? text.trim() : undefined));
  });
}
