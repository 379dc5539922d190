import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { portOf } from './machine.ts';
import type { OperatorLook } from './operator.ts';

/** Whether the ops shell's port is the shell's: free for it, or held by it. */
export const opsPortSentinel = (look: OperatorLook): Sentinel =>
  defineSentinel({
    id: 'machine-ops-port',
    title: 'Port of the ops shell',
    severity: 'warning',
    reasons: {
      'ops-port-taken': {
        cause: 'Another program listens where the ops shell should.',
        cure: 'Stop that program, or give the ops shell another port with AICMO_OPS_PORT.',
      },
    },
    run: async () => {
      const port = portOf(look, 'AICMO_OPS_PORT', 8510) ?? 8510;
      const evidence = { port };
      const answer = await look.lookAtPort(port, '/livez');
      if (answer.state === 'free') return { verdict: 'pass', summary: `Port ${port} is free.`, evidence };
      if (answer.state === 'answers' && answer.status === 200 && answer.text.trim() === 'ok') {
        return { verdict: 'pass', summary: `The ops shell holds port ${port}.`, evidence };
      }
      return {
        ...{ verdict: 'fail', reason: 'ops-port-taken', summary: `Another program is on port ${port}.`, evidence },
        remedy: {
          text: 'Stop that program, or choose another port for the ops shell.',
          commands: [`lsof -nP -iTCP:${port} -sTCP:LISTEN`, `AICMO_OPS_PORT=${port + 1} npx nx serve ops-shell`],
        },
      };
    },
  });
