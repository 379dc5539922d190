import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Leads that wait for a person before anything more is written to them; the best ones by name. */
export const leadsSource: NeedsYouSource = {
  part: 'Leads',
  tab: 'acquisition',
  find: async (workspace) => {
    const { leads } = await workspace.cam();
    const { leads: waiting } = await leads.list({ needsReview: true }, { limit: 50 });
    return waiting.map(({ id, clientId, name, company, reviewReason, updatedAt }) => ({
      id: `lead-${id}`,
      urgency: 'soon',
      sentence: `${[name, company].filter((part) => part !== '').join(', ')}: ${reviewReason}`,
      clientId,
      since: parseInstant(updatedAt),
      action: { label: 'Look at the lead', tab: 'acquisition', open: id },
    }));
  },
};
