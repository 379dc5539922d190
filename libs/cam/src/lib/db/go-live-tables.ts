/** What was done before a campaign went LIVE. */
export interface GoLiveRow {
  campaignId: string;
  /** Of the texts that were read. */
  readWording: string;
  readBy: string;
  readAt: string | null;
  /** Who let it go live, and the sentence that they agreed to; empty: nobody yet. */
  liveBy: string;
  liveSentence: string;
  liveAt: string | null;
}

/** The table of going live. */
export interface GoLiveTables {
  camGoLive: GoLiveRow;
}
