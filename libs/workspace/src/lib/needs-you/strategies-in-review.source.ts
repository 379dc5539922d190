import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYouSource } from './needs-you.ts';

/** Strategies that wait for a decision. */
export const strategiesInReviewSource: NeedsYouSource = {
  part: 'Strategies',
  tab: 'strategy',
  find: async (workspace) => {
    const { strategies } = await workspace.strategy();
    const waiting = (await strategies.list()).filter((strategy) => strategy.state === 'IN_REVIEW');
    return waiting.map((strategy) => ({
      id: `strategy-in-review-${strategy.id}`,
      urgency: 'soon',
      sentence: `The strategy of ${strategy.company}, version ${strategy.version}, waits for a decision`,
      clientId: strategy.clientId,
      since: parseInstant(strategy.madeAt),
      action: { label: 'Decide', tab: 'strategy', open: strategy.briefId },
    }));
  },
};
