import type { CampaignId, ClientId } from '@aicmo/core-kernel';

/** What campaign-ops needs to know of a campaign; the workspace plugs in who knows it. */
export interface CampaignFacts {
  readonly id: CampaignId;
  readonly clientId: ClientId;
  readonly name: string;
  /** The client's, IANA name. */
  readonly timeZone: string;
  /** Local days; null: open. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Days on which nothing is sent or posted. */
  readonly holidays: readonly string[];
  /** Completed or archived: its calendar cannot change any more. */
  readonly isOver: boolean;
}

/** Port: finds a campaign. */
export interface CampaignFinder {
  /** The campaign, or undefined when there is none. */
  find(id: CampaignId): Promise<CampaignFacts | undefined>;
}
