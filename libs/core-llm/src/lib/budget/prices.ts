import type { Spend } from '../ports/llm-record.ts';

/** What a model costs, in US dollars for a million tokens, and where that was read. */
export interface ModelPrice {
  readonly model: string;
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  /** The day from which it holds, or on which it was read first. */
  readonly since: string;
  /** The page that says so. */
  readonly source: string;
  /** Requests with more input tokens than this cost twice as much for input and half as much again for output. */
  readonly longFrom?: number;
}

const page = (model: string): string => `https://developers.openai.com/api/docs/models/${model}`;
const prices = 'https://developers.openai.com/api/docs/pricing';
const longFrom = 272_000;

/** The official service's prices, read on 2026-11-22. A model that is not here has no known price, and we say so. */
export const officialPrices: readonly ModelPrice[] = [
  {
    model: 'gpt-6-luna',
    input: 0.1,
    cachedInput: 0.01,
    output: 0.5,
    longFrom,
    since: '2026-09-22',
    source: page('gpt-6-luna'),
  },
  {
    model: 'gpt-6-sol',
    input: 2,
    cachedInput: 0.2,
    output: 10,
    longFrom,
    since: '2026-09-22',
    source: page('gpt-6-sol'),
  },
  {
    model: 'gpt-5.6-luna',
    input: 0.2,
    cachedInput: 0.02,
    output: 1.2,
    longFrom,
    since: '2026-07-30',
    source: page('gpt-5.6-luna'),
  },
  {
    model: 'gpt-5.6-terra',
    input: 2,
    cachedInput: 0.2,
    output: 12,
    longFrom,
    since: '2026-07-30',
    source: page('gpt-5.6-terra'),
  },
  {
    model: 'gpt-5.4-mini',
    input: 0.75,
    cachedInput: 0.075,
    output: 4.5,
    since: '2026-03-17',
    source: page('gpt-5.4-mini'),
  },
  { model: 'gpt-5-mini', input: 0.25, cachedInput: 0.025, output: 2, since: '2025-08-07', source: page('gpt-5-mini') },
  {
    model: 'gpt-5-nano',
    input: 0.05,
    cachedInput: 0.005,
    output: 0.4,
    since: '2025-08-07',
    source: page('gpt-5-nano'),
  },
  { model: 'gpt-4.1-mini', input: 0.4, cachedInput: 0.1, output: 1.6, since: '2025-04-14', source: prices },
  { model: 'gpt-4o-mini', input: 0.15, cachedInput: 0.075, output: 0.6, since: '2024-07-18', source: prices },
  { model: 'text-embedding-3-small', input: 0.02, cachedInput: 0.02, output: 0, since: '2024-01-25', source: prices },
  { model: 'text-embedding-3-large', input: 0.13, cachedInput: 0.13, output: 0, since: '2024-01-25', source: prices },
];

/** Tokens of one call, as the service counted them or as we estimate them. */
export interface TokenCount {
  readonly input: number;
  /** Those of `input` that were read from the service's cache. */
  readonly cachedInput: number;
  /** Those of `input` that were written to it: they cost a quarter more. */
  readonly cacheWrites: number;
  readonly output: number;
}

/** The price of a model, also under a dated name (`gpt-5-mini-2025-08-07`); undefined when nobody knows it. */
export const priceOf = (model: string, known: readonly ModelPrice[]): ModelPrice | undefined =>
  known.find((price) => price.model === model.replace(/-\d{4}-\d{2}-\d{2}$/, ''));

/** What so many tokens cost, rounded up to a millionth of a dollar; null when the price is not known. */
export function costOf(count: TokenCount, price: ModelPrice | undefined): Spend['microUsd'] {
  if (price === undefined) return null;
  const isLong = price.longFrom !== undefined && count.input > price.longFrom;
  const fresh = Math.max(0, count.input - count.cachedInput) + count.cacheWrites * 0.25;
  const input = fresh * price.input + count.cachedInput * price.cachedInput;
  return Math.ceil(input * (isLong ? 2 : 1) + count.output * price.output * (isLong ? 1.5 : 1));
}

/**
 * Roughly the tokens of a text: a token for each three bytes, which is more than the usual four letters, so that an
 * estimate is rather too high than too low.
 */
export const roughTokens = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 3);
