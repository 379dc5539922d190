import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { createLedger } from '../door/egress-ledger.ts';
import type { EffectSentinelDeps } from './index.ts';

/** Whether every outbound effect came to an end that we know. */
export const ledgerUnsettledSentinel = ({ db }: Pick<EffectSentinelDeps, 'db'>): Sentinel =>
  defineSentinel({
    id: 'core-effects-unsettled',
    title: 'Every outbound effect is settled',
    severity: 'error',
    reasons: {
      'core-effects-uncertain': {
        cause: 'A program ended while something was leaving the house: it may or may not have left.',
        cure: 'Open Publishing and decide each of them; nothing is sent again by itself.',
      },
    },
    run: async () => {
      const counts = await createLedger(db).counts();
      const uncertain = counts.UNCERTAIN ?? 0;
      const evidence = {
        uncertain,
        sent: counts.SENT ?? 0,
        simulated: counts.SIMULATED ?? 0,
        proofed: counts.PROOFED ?? 0,
      };
      return uncertain === 0
        ? { verdict: 'pass', summary: 'Nothing is uncertain.', evidence }
        : {
            verdict: 'fail',
            reason: 'core-effects-uncertain',
            summary: `${uncertain} may or may not have left.`,
            evidence,
            remedy: { text: 'Open Publishing and decide each of them.', commands: [] },
          };
    },
  });
