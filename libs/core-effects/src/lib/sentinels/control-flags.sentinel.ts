import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { EffectSentinelDeps } from './index.ts';

/** Whether somebody holds everything; a hold that is forgotten looks like a fault. */
export const controlFlagsSentinel = ({ flags }: Pick<EffectSentinelDeps, 'flags'>): Sentinel =>
  defineSentinel({
    id: 'core-effects-flags',
    title: 'Nothing is held',
    severity: 'warning',
    reasons: {
      'core-effects-stopped': {
        cause: 'Somebody stopped everything, also reading from outside.',
        cure: 'Release it in the operator, at the bottom of the left column.',
      },
      'core-effects-on-hold': {
        cause: 'Somebody holds everything that leaves the house.',
        cure: 'Release it in the operator, at the bottom of the left column.',
      },
    },
    run: async () => {
      const { paused, killed, proofMode, changedBy, reason } = await flags.read();
      const evidence = { paused, killed, proofMode };
      if (!paused && !killed)
        return { verdict: 'pass', summary: proofMode ? 'Running, in proof mode.' : 'Running.', evidence };
      return {
        verdict: 'fail',
        reason: killed ? 'core-effects-stopped' : 'core-effects-on-hold',
        summary: `${killed ? 'Stopped' : 'On hold'} by ${changedBy ?? 'somebody'}: ${reason ?? 'no reason kept'}.`,
        evidence,
        remedy: { text: 'Release it in the operator, at the bottom of the left column.', commands: [] },
      };
    },
  });
