import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { createActionStore } from '../actions/action-store.ts';
import type { AutonomyTables } from '../db/autonomy-tables.ts';

/**
 * Whether every worker that began something still beats. A worker renews its lease while it runs an action, and writes
 * nothing while it is idle: one that rests cannot be seen here, and what it should do and does not is the queue's check.
 */
export const workerSentinel = ({ db }: { readonly db: Database }): Sentinel =>
  defineSentinel({
    id: 'autonomy-worker',
    title: 'No worker stopped in the middle',
    severity: 'error',
    reasons: {
      'autonomy-worker-died': {
        cause: 'A worker began an action, and its lease ran out without a sign of life: its process ended or hangs.',
        cure: 'The next pass of a worker marks what it left as uncertain; then a person says what became of it.',
      },
    },
    run: async ({ clock }) => {
      const actions = createActionStore(db.handle<AutonomyTables>('autonomy'));
      const now = clock.now();
      const running = await actions.count({ states: ['RUNNING'] });
      const lost = await actions.abandoned(now);
      const evidence = { running, 'without a sign of life': lost.length };
      const [first] = lost;
      if (first === undefined)
        return { verdict: 'pass', summary: `Actions in work: ${running}; each beats.`, evidence };
      return {
        verdict: 'fail',
        reason: 'autonomy-worker-died',
        summary: `${first.leaseOwner ?? 'A worker'} left “${first.title}” in the middle${lost.length > 1 ? `, and ${lost.length - 1} more` : ''}.`,
        evidence: { ...evidence, 'last beat due': first.leaseUntil ?? 'none' },
        remedy: {
          text: 'Let a worker look: it marks what was left as uncertain. Then open Autonomy and say what became of it.',
          commands: ['npx aicmo worker --once'],
        },
      };
    },
  });
