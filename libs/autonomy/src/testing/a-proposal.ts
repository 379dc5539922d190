import type { CampaignId, ClientId } from '@aicmo/core-kernel';
import type { Proposal } from '../lib/actions/action-service.ts';

/** A wish to say "hello" for one client. */
export const aProposal = (over: Partial<Proposal> = {}): Proposal => ({
  key: 'say hello',
  kind: 'say-word',
  clientId: 'client-1' as ClientId, // a spec may name its own ids
  campaignId: 'campaign-1' as CampaignId,
  title: 'Say hello',
  why: 'Nobody has said it yet.',
  evidence: [{ label: 'Said so far', value: '0' }],
  input: { word: 'hello' },
  ...over,
});
