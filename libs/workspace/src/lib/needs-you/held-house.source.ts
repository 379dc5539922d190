import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** The house is on hold: nothing leaves until a person releases it. */
export const heldHouseSource: NeedsYouSource = {
  part: 'The hold',
  tab: 'autonomy',
  find: async (workspace) => {
    const { paused, killed, reason, changedBy, changedAt } = await workspace.flags.read();
    if (!paused && !killed) return [];
    return [
      {
        id: 'held-house',
        urgency: 'now',
        sentence: `${killed ? 'Everything is stopped' : 'Everything is on hold'} by ${changedBy ?? 'somebody'}${reason ? `: ${reason}` : ''}`,
        since: changedAt ? parseInstant(changedAt) : workspace.clock.now(),
        action: { label: 'Release', tab: 'autonomy' },
      },
    ];
  },
};
