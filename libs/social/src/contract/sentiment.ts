import * as z from 'zod/mini';

/** Which way a text leans. */
export const sentimentLabels = ['positive', 'neutral', 'negative'] as const;

/** One word, emoji or saying that moved the score, and what the words around it did to its weight. */
export const SentimentWord = z.object({
  /** As it stands in the text. */
  word: z.string(),
  /** What the word list says of it alone, from −4 to 4. */
  base: z.number(),
  /** What it counted for here, after negation, intensifiers and turns. */
  weight: z.number(),
  /** Plain sentences: why `weight` is not `base`. Empty when nothing changed it. */
  why: z.array(z.string()),
});
export type SentimentWord = z.infer<typeof SentimentWord>;

/** The sentiment of one text with everything that it rests on. */
export const Sentiment = z.object({
  /** From −1 to 1. */
  score: z.number(),
  label: z.enum(sentimentLabels),
  /** The words that decided, in the order of the text; empty when the word list knows none of them. */
  words: z.array(SentimentWord),
  /** One plain sentence for the operator. */
  because: z.string(),
});
export type Sentiment = z.infer<typeof Sentiment>;
