import { notFound, type Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { Mention } from '../../contract/mention.ts';
import type { Sentiment } from '../../contract/sentiment.ts';
import type { MentionFilter, MentionStore } from './mention-store.ts';

/** What was heard. */
export interface Mentions {
  /** Newest first, those without a date last. */
  list(filter?: MentionFilter): Promise<{ readonly rows: readonly Mention[]; readonly total: number }>;
  /** Throws `not-found` (`mention-unknown`). */
  get(id: string): Promise<Mention>;
  /** A person's word on the sentiment; the computed one stays beside it, and setting that again lifts the correction. */
  correct(id: string, label: Sentiment['label'], by: string): Promise<Mention>;
}

export function createMentions(deps: { db: Database; clock: Clock; mentions: MentionStore }): Mentions {
  const { db, clock, mentions } = deps;
  const get = async (id: string): Promise<Mention> => {
    const mention = await mentions.find(id);
    if (mention) return mention;
    throw notFound({ code: 'mention-unknown', message: 'This mention is not here any more.' });
  };
  return {
    list: async (filter = {}) => ({ rows: await mentions.list(filter), total: await mentions.count(filter) }),
    get,
    correct: async (id, label, by) => {
      const { sentiment, correction } = await get(id);
      const isComputed = label === (correction?.computed ?? sentiment).label;
      const mark = isComputed
        ? { correctedBy: null, correctedAt: null }
        : { correctedBy: by, correctedAt: clock.now() };
      await db.transaction((tx) => mentions.correct(id, { label, ...mark }, tx));
      return get(id);
    },
  };
}
