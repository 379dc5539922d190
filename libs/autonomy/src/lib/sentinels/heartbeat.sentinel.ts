import {
  dayMs,
  defineSentinel,
  epochMs,
  hourMs,
  minuteMs,
  type Instant,
  type Sentinel,
  type SentinelResult,
} from '@aicmo/core-kernel';
import { judgeWorkers, type WorkersState } from '../heartbeat/heartbeat-rules.ts';
import { openHeartbeats, type SignOfLife } from '../heartbeat/heartbeats.ts';

const reasons = {
  'autonomy-no-worker': {
    cause:
      'No worker and no operator is running for this database on this machine: none was started, or all have ended in good order.',
    cure: 'Nothing, until something is to be done by itself: then npx aicmo worker, or npm start.',
  },
  'autonomy-worker-of-operator': {
    cause: 'The worker ran inside of the operator, and went with it.',
    cure: 'See “Operator answers”; npm start brings both back.',
  },
  'autonomy-worker-dead': {
    cause: 'A worker ended without a word: it was killed, ran out of memory, or the machine lost its power.',
    cure: 'Start it again. npx aicmo worker --once makes one pass and clears away what the dead one left.',
  },
  'autonomy-worker-silent': {
    cause:
      'The process of a worker is there, or on another machine, and has not said for a minute that it lives: it hangs, its folder cannot be written, or the machine slept.',
    cure: 'Look again in a minute; if it stays silent, end its process and start it again.',
  },
  'autonomy-heartbeat-unreadable': {
    cause: 'The file in which a worker says that it lives cannot be read: it is damaged, or belongs to another user.',
    cure: 'Remove the folder of the signs of life; a worker that runs makes it again within 15 seconds.',
  },
} as const;

/**
 * Whether a worker is there, also one that rests: by the file that it touches in AICMO_HOME, because it writes nothing
 * into the database while it is idle.
 *
 * @param folder where the workers of this database say that they live
 */
export const heartbeatSentinel = (folder: string): Sentinel =>
  defineSentinel({
    id: 'autonomy-heartbeat',
    title: 'A worker that was started is still there',
    severity: 'error',
    reasons,
    run: async ({ clock }) => {
      const signs = await openHeartbeats({ folder, clock })
        .list()
        .catch(() => undefined);
      if (signs === undefined) {
        return {
          ...{ verdict: 'unknown', reason: 'autonomy-heartbeat-unreadable', evidence: { folder } },
          summary: 'The sign of life of a worker cannot be read.',
          remedy: { text: 'Remove it; a worker that runs says it again.', commands: [`rm -r ${quoted(folder)}`] },
        };
      }
      return resultOf(judgeWorkers(signs, clock.now()), clock.now());
    },
  });

type Result = SentinelResult<keyof typeof reasons>;

function resultOf(found: WorkersState, now: Instant): Result {
  switch (found.state) {
    case 'none':
      return {
        ...{ verdict: 'skipped', reason: 'autonomy-no-worker', summary: 'No worker is running.' },
        remedy: { text: 'Start one when something is to be done.', commands: ['npx aicmo worker', 'npm start'] },
      };
    case 'alive':
      return alive(found.alive, now);
    case 'silent':
      return silent(found.newest, now);
    case 'dead':
      return dead(found.newest, now);
  }
}

function alive(workers: readonly SignOfLife[], now: Instant): Result {
  const [first] = workers;
  const names = workers.map(({ worker }) => worker).join(', ');
  return {
    verdict: 'pass',
    summary: `${names} ${workers.length > 1 ? 'are' : 'is'} there; the last sign of life is ${ageOf(first, now)} old.`,
    evidence: { workers: workers.length, ...(first === undefined ? {} : factsOf(first)) },
  };
}

function silent(sign: SignOfLife, now: Instant): Result {
  const where = sign.process === 'there' ? 'its process is there' : 'its process is on another machine';
  const end = sign.process === 'there' ? [`kill ${sign.pid}`] : [];
  return {
    ...{ verdict: 'unknown', reason: 'autonomy-worker-silent', evidence: factsOf(sign) },
    summary: `${sign.worker} has said nothing for ${ageOf(sign, now)}, and ${where}.`,
    remedy: {
      text: 'Look again in a minute: the machine may have slept. If it stays silent, end it and start it again.',
      commands: [...end, sign.again],
    },
  };
}

function dead(sign: SignOfLife, now: Instant): Result {
  const summary = `${sign.worker} ended without a word; its last sign of life is ${ageOf(sign, now)} old.`;
  if (sign.again !== workerCommand) {
    const remedy = { text: 'See “Operator answers”; this brings both back.', commands: [sign.again] };
    return { verdict: 'skipped', reason: 'autonomy-worker-of-operator', summary, evidence: factsOf(sign), remedy };
  }
  return {
    ...{ verdict: 'fail', reason: 'autonomy-worker-dead', summary, evidence: factsOf(sign) },
    remedy: {
      text: 'Start it again. With --once it makes one pass, and clears away what the dead one left.',
      commands: [`${workerCommand} --once`],
    },
  };
}

const workerCommand = 'npx aicmo worker';

const factsOf = ({ startedAt, beatAt, pid }: SignOfLife) => ({
  started: startedAt,
  'last sign of life': beatAt,
  process: pid,
});

/** `40 s`, `5 minutes`, `2 hours`, `3 days`; the hands of another machine's clock may be ahead of ours. */
function ageOf(sign: SignOfLife | undefined, now: Instant): string {
  const ms = sign === undefined ? 0 : Math.max(0, epochMs(now) - epochMs(sign.beatAt));
  if (ms < 2 * minuteMs) return `${Math.floor(ms / 1000)} s`;
  if (ms < 2 * hourMs) return `${Math.floor(ms / minuteMs)} minutes`;
  return ms < 2 * dayMs ? `${Math.floor(ms / hourMs)} hours` : `${Math.floor(ms / dayMs)} days`;
}

const quoted = (text: string): string => (/^[\w./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
