import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { createLedger } from '../door/egress-ledger.ts';
import type { EffectSentinelDeps } from './index.ts';

/** So many links take a few milliseconds; the whole chain is checked by hand. */
const looked = 2000;

/** Whether the ledger is as it was written: nothing changed or taken out behind our back. */
export const ledgerChainSentinel = ({ db }: Pick<EffectSentinelDeps, 'db'>): Sentinel =>
  defineSentinel({
    id: 'core-effects-chain',
    title: 'The ledger of what left is as it was written',
    severity: 'critical',
    reasons: {
      'core-effects-chain-broken': {
        cause: 'A row of the ledger was changed or taken out by something that is not AICMO.',
        cure: 'Hold everything, keep this database as evidence, and restore the last backup whose chain is whole.',
      },
    },
    run: async () => {
      const report = await createLedger(db).verify({ last: looked });
      const { links } = report;
      if (report.ok) {
        const summary = `The chain of ${links} ${links === 1 ? 'link' : 'links'} is whole.`;
        return { verdict: 'pass', summary, evidence: { links, position: links, why: '' } };
      }
      const { position, why } = report;
      return {
        verdict: 'fail',
        reason: 'core-effects-chain-broken',
        summary: `The chain breaks at link ${position}: ${why}.`,
        evidence: { links, position, why },
        remedy: {
          text: 'Hold everything, keep this database as evidence, and restore the last backup whose chain is whole.',
          commands: [],
        },
      };
    },
  });
