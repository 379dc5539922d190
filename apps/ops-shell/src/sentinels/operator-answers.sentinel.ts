import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { operatorPortOf, type OperatorAnswer, type OperatorLook } from './operator.ts';

/** Whether the operator is running. Off is no fault: somebody starts it when it is needed. */
export const operatorAnswersSentinel = (look: OperatorLook, ask: () => Promise<OperatorAnswer>): Sentinel =>
  defineSentinel({
    id: 'operator-answers',
    title: 'Operator answers',
    severity: 'error',
    after: ['operator-port'],
    reasons: {
      'operator-off': {
        cause: 'Nothing listens on the operator’s port: it was not started, or it has ended.',
        cure: 'npm start starts it, and says what stands in the way.',
      },
    },
    run: async () => {
      const url = `http://127.0.0.1:${operatorPortOf(look)}`;
      const answer = await ask();
      if (answer.state === 'operator') {
        const evidence = { address: url, serves: answer.marker };
        return { verdict: 'pass', summary: `It answers at ${url}.`, evidence };
      }
      if (answer.state === 'locked') {
        const evidence = { address: url, 'access token': 'asked for' };
        return { verdict: 'pass', summary: `It answers at ${url}, and asks for its access token.`, evidence };
      }
      return {
        ...{ verdict: 'skipped', reason: 'operator-off', summary: `It is not running; its address would be ${url}.` },
        remedy: { text: 'Start it when it is needed.', commands: ['npm start'] },
      };
    },
  });
