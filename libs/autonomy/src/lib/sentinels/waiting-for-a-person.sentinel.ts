import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { createActionStore } from '../actions/action-store.ts';
import type { AutonomyTables } from '../db/autonomy-tables.ts';

/** Whether an action was given up or has an uncertain end: only a person gets it out of there. */
export const waitingForAPersonSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'autonomy-waiting-for-a-person',
    title: 'No action was given up or has an uncertain end',
    severity: 'warning',
    reasons: {
      'autonomy-waiting-for-a-person': {
        cause:
          'An action was given up after its tries, or its worker died in the middle, so that nobody knows how far it came.',
        cure: 'Open Autonomy, look at each of them, and queue it again, cancel it, or say what became of it.',
      },
    },
    run: async () => {
      const actions = createActionStore(db.handle<AutonomyTables>('autonomy'));
      const deadLetters = await actions.count({ states: ['DEAD_LETTER'] });
      const uncertain = await actions.count({ states: ['UNCERTAIN'] });
      const evidence = { deadLetters, uncertain };
      if (deadLetters + uncertain === 0)
        return { verdict: 'pass', summary: 'None was given up, none has an uncertain end.', evidence };
      return {
        verdict: 'fail',
        reason: 'autonomy-waiting-for-a-person',
        summary: `${deadLetters} given up, ${uncertain} with an uncertain end.`,
        evidence,
        remedy: {
          text: 'Open Autonomy, look at each of them, and queue it again, cancel it, or say what became of it.',
          commands: [],
        },
      };
    },
  });
