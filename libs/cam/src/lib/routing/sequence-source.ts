import type { Tx } from '@aicmo/core-db';
import type { Campaign } from '../../contract/campaign.ts';
import type { Tier } from '../../contract/lead.ts';

/** Where routing gets its sequences from. */
export interface SequenceSource {
  /** The sequence of a tier: the campaign's own choice unless it was put away, else the built-in one. */
  forTier(
    tier: Tier,
    campaign: Pick<Campaign, 'clientId' | 'sequenceByTier'>,
    tx?: Tx,
  ): Promise<{ readonly id: string; readonly name: string; readonly version: number }>;
}
