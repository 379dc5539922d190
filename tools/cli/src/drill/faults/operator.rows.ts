import { spawn } from 'node:child_process';
import path from 'node:path';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow } from '../drill-row.ts';
import { operatorLike } from './scripts.ts';

const answers = { check: 'operator-answers', verdict: 'fail' } as const;
/** Nothing of ours listens there. */
const port = '39483';

/** Starts the real operator over the copy; resolves when it listens or has ended. */
async function startOperator(place: DrillPlace, settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [path.join(place.repository, 'apps/operator/main.mjs')], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...place.settings, ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    return ended;
  };
  place.undo(() => end('SIGKILL'));
  const listens = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => (String(chunk).includes('AICMO operator: ') ? resolve() : undefined));
  });
  await Promise.race([listens, ended]);
  return { end };
}

/** The remedy, npm start, and Ctrl-C: a start that goes well takes the finding away. */
const startAndStop = async (place: DrillPlace): Promise<void> => (await startOperator(place)).end('SIGTERM');

/** E17 and E18: the operator. */
export const operatorRows: readonly DrillRow[] = [
  {
    ...{ id: 'E17', fault: 'the operator runs without a build of its screens', ...answers },
    ...{ code: 'operator-no-screens', remedy: /npx nx build operator/u },
    make: async (place) => {
      place.settings['AICMO_OPERATOR_PORT'] = (await place.other(operatorLike, '503')).said;
    },
    cure: async (place) => {
      place.settings['AICMO_OPERATOR_PORT'] = (await place.other(operatorLike, '200')).said; // it is built
    },
  },
  {
    ...{ id: 'E18', fault: 'the operator crashes at its start', ...answers, code: 'operator-crashed' },
    ...{ says: /at its start, with exit status 1: AICMO_DEMO is/u, remedy: /npm start/u, cure: startAndStop },
    make: async (place) => {
      place.settings['AICMO_OPERATOR_PORT'] = port;
      await startOperator(place, { AICMO_DEMO: 'perhaps' });
    },
  },
  {
    ...{ id: 'E18', fault: 'the operator is killed while it runs', ...answers, code: 'operator-crashed' },
    ...{ says: /while it ran without a word/u, remedy: /npm start/u, cure: startAndStop },
    make: async (place) => {
      place.settings['AICMO_OPERATOR_PORT'] = port;
      await (await startOperator(place)).end('SIGKILL');
    },
  },
  {
    ...{ id: 'E18', fault: 'the operator was never started', check: 'operator-answers', verdict: 'skipped' },
    ...{ code: 'operator-off', cure: 'passes' },
    make: () => undefined,
  },
];
