import type { Tx } from '@aicmo/core-db';
import { anyCustomer, type Campaign, type IdealCustomer } from '../../contract/campaign.ts';
import type { Factor } from '../../contract/lead.ts';
import { builtInRules, type RulesVersion } from '../../contract/scoring.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { RulesStore } from './rules-store.ts';
import { createScorer, type Scorer } from './scorer.ts';
import { storedFactors } from './stored-factors.ts';

/** Where a score's rules and ideal customer come from. */
export interface ScorerSource {
  /** The rules that hold for a client now; version 0: those that are built in. */
  rulesOf(clientId: string, tx?: Tx): Promise<RulesVersion>;
  /** The rules that are built in, as version 0. */
  builtIn(): RulesVersion;
  /** A campaign as routing sees it: where it says nothing of its own, the client's rules do. */
  routed(campaign: Campaign, tx?: Tx): Promise<Campaign>;
  /** A scorer by the client's rules for a campaign's ideal customer; without a campaign nobody has said what is ideal. */
  scorerFor(clientId: string, campaign: { readonly icp: IdealCustomer } | null, tx?: Tx): Promise<Scorer>;
  /** The factors of a stored score: its values and weights, with a sentence for each. Empty when it has none. */
  explain(lead: LeadRow): Promise<readonly Factor[]>;
}

/** The rules that are built in, as a version. */
const builtIn: RulesVersion = { version: 0, rules: builtInRules, at: '', by: '', why: '' };

interface Deps {
  readonly rules: RulesStore;
  readonly campaigns: Pick<CampaignStore, 'find'>;
}

/** Builds the source of scorers. */
export function createScorerSource({ rules, campaigns }: Deps): ScorerSource {
  const rulesOf = async (clientId: string, tx?: Tx): Promise<RulesVersion> =>
    (await rules.latest(clientId, tx)) ?? builtIn;
  return {
    rulesOf,
    builtIn: () => builtIn,
    routed: async (campaign, tx) => {
      const { lowestScore, sequenceByTier } = (await rulesOf(campaign.clientId, tx)).rules;
      return {
        ...campaign,
        lowestScore: campaign.lowestScore ?? lowestScore,
        sequenceByTier: { ...sequenceByTier, ...campaign.sequenceByTier },
      };
    },
    scorerFor: async (clientId, campaign, tx) => {
      const { version, rules: current } = await rulesOf(clientId, tx);
      return createScorer({
        icp: campaign?.icp ?? anyCustomer,
        rules: current,
        version: version === 0 ? null : version,
      });
    },
    explain: async (lead) => {
      if (lead.score === null) return [];
      const campaign = lead.campaignId === null ? undefined : await campaigns.find(lead.campaignId);
      const stored = lead.scoreVersion === null ? builtIn : await rules.find(lead.clientId, lead.scoreVersion);
      const scored = (stored ?? builtIn).rules;
      const today = createScorer({ icp: campaign?.icp ?? anyCustomer, rules: scored }).explain(lead);
      return storedFactors(lead.factors, scored, today);
    },
  };
}
