import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { operatorPortOf, type OperatorAnswer, type OperatorLook } from './operator.ts';

/** Whether the operator's port is the operator's: free for it, or held by it and not by another program. */
export const operatorPortSentinel = (look: OperatorLook, ask: () => Promise<OperatorAnswer>): Sentinel =>
  defineSentinel({
    id: 'operator-port',
    title: 'Port of the operator',
    severity: 'error',
    reasons: {
      'operator-port-taken': {
        cause: 'Another program listens where the operator should.',
        cure: 'Stop that program, or give the operator another port with AICMO_OPERATOR_PORT.',
      },
      'operator-silent': {
        cause: 'Something listens on the port and does not answer: the operator hangs, or another program is there.',
        cure: 'Look who it is; stop it and start the operator again.',
      },
    },
    run: async () => {
      const port = operatorPortOf(look);
      const evidence = { port };
      const who = `lsof -nP -iTCP:${port} -sTCP:LISTEN`;
      const answer = await ask();
      switch (answer.state) {
        case 'off':
          return { verdict: 'pass', summary: `Port ${port} is free.`, evidence };
        case 'operator':
        case 'locked':
          return { verdict: 'pass', summary: `The operator holds port ${port}.`, evidence };
        case 'silent':
          return {
            ...{ verdict: 'unknown', reason: 'operator-silent', evidence },
            summary: `Something listens on port ${port} and did not answer in time.`,
            remedy: {
              text: 'Look who listens there, stop it, and start the operator again.',
              commands: [who, 'npm start'],
            },
          };
        case 'stranger':
          return {
            ...{ verdict: 'fail', reason: 'operator-port-taken', evidence: { ...evidence, found: answer.detail } },
            summary: `Another program is on port ${port}: ${answer.detail}.`,
            remedy: {
              text: 'Stop that program, or choose another port for the operator.',
              commands: [who, `AICMO_OPERATOR_PORT=${port + 1} npm start`],
            },
          };
      }
    },
  });
