import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Leads that may be one person, and wait for somebody who looks at both: one row, which names the surest pair. */
export const matchesSource: NeedsYouSource = {
  part: 'Possible matches',
  tab: 'acquisition',
  find: async (workspace) => {
    const { matches } = await workspace.cam();
    const { pairs, total } = await matches.list({}, { limit: 1 });
    const [surest] = pairs;
    if (!surest) return [];
    const names = `${surest.left.name} and ${surest.right.name}`;
    const sentence =
      total === 1
        ? `${names} may be one person`
        : `${total.toLocaleString('en')} pairs of leads may be one person each, the surest: ${names}`;
    return [
      {
        ...{ id: 'matches', urgency: 'later', sentence, since: parseInstant(surest.createdAt) },
        action: { label: 'Compare them', tab: 'acquisition', view: 'matches' },
      },
    ];
  },
};
