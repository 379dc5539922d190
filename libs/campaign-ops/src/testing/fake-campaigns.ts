import type { CampaignId, ClientId } from '@aicmo/core-kernel';
import type { CampaignFacts, CampaignFinder } from '../lib/campaign-facts.ts';

/** Campaigns that are there because the spec says so; each one lacks only what it overrides. */
export function fakeCampaigns(...over: readonly Partial<CampaignFacts>[]): CampaignFinder {
  const all = (over.length > 0 ? over : [{}]).map((facts): CampaignFacts => ({
    id: 'campaign-1' as CampaignId, // a spec may name its own ids
    clientId: 'client-1' as ClientId,
    name: 'Spring push',
    timeZone: 'Europe/Berlin',
    startsOn: null,
    endsOn: null,
    holidays: [],
    isOver: false,
    ...facts,
  }));
  return { find: async (id) => all.find((campaign) => campaign.id === id) };
}
