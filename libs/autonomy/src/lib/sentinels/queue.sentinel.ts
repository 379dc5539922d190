import { defineSentinel, epochMs, minuteMs, parseInstant, type Sentinel } from '@aicmo/core-kernel';
import { createActionStore } from '../actions/action-store.ts';
import type { AutonomyTables } from '../db/autonomy-tables.ts';
import type { AutonomySentinelDeps } from './index.ts';

/** A worker looks every 30 s at the latest (DOMAIN section 4); what is due for so much longer has nobody. */
const patienceMs = 10 * minuteMs;
/** The count ends here: more is a queue that stands, however long it is. */
const mostCounted = 500;

/** Whether what may run is being run: how much is due, and how long the oldest of it has waited. */
export const queueSentinel = ({ db, flags }: AutonomySentinelDeps): Sentinel =>
  defineSentinel({
    id: 'autonomy-queue',
    title: 'What may run is being run',
    severity: 'error',
    reasons: {
      'autonomy-queue-held': {
        cause: 'Somebody holds everything, so that actions wait on purpose.',
        cure: 'Release the hold in the operator, at the bottom of the left column, when it has done its work.',
      },
      'autonomy-queue-stands': {
        cause: 'Actions have been due for more than ten minutes: no worker and no operator is running.',
        cure: 'Start a worker with npx aicmo worker, or the operator with npm start.',
      },
    },
    run: async ({ clock }) => {
      const actions = createActionStore(db.handle<AutonomyTables>('autonomy'));
      const now = clock.now();
      const due = await actions.due(now, mostCounted);
      const waitedMs = due[0] === undefined ? 0 : epochMs(now) - epochMs(parseInstant(due[0].notBefore));
      const evidence = { due: due.length, 'oldest waits, minutes': Math.floor(waitedMs / minuteMs) };
      const { killed, paused } = await flags.read();
      if (due.length > 0 && (killed || paused)) {
        const summary = `${due.length} wait while everything is held.`;
        return { verdict: 'skipped', reason: 'autonomy-queue-held', summary, evidence };
      }
      if (waitedMs <= patienceMs) return { verdict: 'pass', summary: `Due now: ${due.length}.`, evidence };
      return {
        verdict: 'fail',
        reason: 'autonomy-queue-stands',
        summary: `${due.length} due, the oldest for ${Math.floor(waitedMs / minuteMs)} minutes; nobody runs them.`,
        evidence,
        remedy: { text: 'Start a worker, or the operator.', commands: ['npx aicmo worker', 'npm start'] },
      };
    },
  });
