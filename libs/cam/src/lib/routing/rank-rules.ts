/** The place of a lead among the first messages of a campaign, by its score: the best has 0, who has none goes last. */
export const rankOf = (score: number | null): number => 1 - (score ?? 0);
