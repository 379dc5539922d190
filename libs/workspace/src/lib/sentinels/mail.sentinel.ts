import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';

/** Whether mail can be sent. This version has nothing that sends: every message ends in a simulation or a proof. */
export const mailSentinel: Sentinel = defineSentinel({
  id: 'workspace-mail',
  title: 'Mail',
  severity: 'warning',
  reasons: {
    'mail-not-built': {
      cause: 'This version makes simulations and proofs only; there is no connection to a mail server to check.',
      cure: 'Nothing is to be done.',
    },
  },
  run: async () => ({
    verdict: 'skipped',
    reason: 'mail-not-built',
    summary: 'This version simulates and makes proofs; nothing can send mail.',
    evidence: { connections: 0 },
  }),
});
