import { runSentinels, type Clock, type Sentinel } from '@aicmo/core-kernel';
import type { Checkup } from '../checkup/checkup-runner.ts';

/** A house that has these checks and no others. */
export const checkupOf = (clock: Clock, ...sentinels: readonly Sentinel[]): Checkup => ({
  checks: sentinels,
  run: ({ only, ...run }) =>
    runSentinels(
      sentinels.filter(({ id }) => only === undefined || only.includes(id)),
      { clock, ...run },
    ),
});
