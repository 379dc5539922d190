import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Campaigns that paused by themselves, with the rule that did it, until somebody goes on or takes note of it. */
export const guardrailsSource: NeedsYouSource = {
  part: 'Campaigns that paused by themselves',
  tab: 'campaign-ops',
  find: async (workspace) => {
    const { guardrails } = await workspace.cam();
    return (await guardrails.unseen()).map(({ id, clientId, campaignId, campaignName, kind, reason, at }) => ({
      id: `guardrail-${id}`,
      urgency: kind === 'GOAL' ? 'soon' : 'now',
      sentence: `“${campaignName}” paused by itself. ${reason}`,
      clientId,
      since: parseInstant(at),
      action: { label: 'Open the campaign', tab: 'campaign-ops', open: `campaign.${campaignId}` },
    }));
  },
};
