import { describe, expect, test } from '@jest/globals';
import { llmRecordContract, memoryLlmRecord } from '@aicmo/core-llm/testing';
import { costOf, officialPrices, priceOf, roughTokens } from './prices.ts';

describe('the record in memory', () => {
  test.each(llmRecordContract)('%s', (_, check) => check(memoryLlmRecord()));
});

describe('prices', () => {
  const count = { input: 0, cachedInput: 0, cacheWrites: 0, output: 0 };

  test.each([
    ['input', { input: 200_000 }, 20_000],
    ['input above the long bound, which costs double', { input: 400_000 }, 80_000],
    ['output after such input, half as much again', { input: 400_000, output: 100_000 }, 155_000],
    ['cached input', { input: 200_000, cachedInput: 200_000 }, 2_000],
    ['input written to the cache, a quarter more', { input: 200_000, cacheWrites: 200_000 }, 25_000],
    ['output', { output: 1_000_000 }, 500_000],
    ['one token, rounded up', { input: 1 }, 1],
    ['nothing', {}, 0],
  ])('of gpt-6-luna: %s', (_, tokens, microUsd) => {
    expect(costOf({ ...count, ...tokens }, priceOf('gpt-6-luna', officialPrices))).toBe(microUsd);
  });

  test('say where and since when they are known, once for each model', () => {
    for (const { source, since, model, input, output } of officialPrices) {
      expect(source).toMatch(/^https:\/\/developers\.openai\.com\//);
      expect(since).toMatch(/^20\d{2}-\d{2}-\d{2}$/);
      expect(input).toBeGreaterThan(0);
      expect(output > 0 || model.startsWith('text-embedding')).toBe(true);
    }
    expect(new Set(officialPrices.map(({ model }) => model)).size).toBe(officialPrices.length);
  });

  test('hold for a dated name of the model, and of an unknown model nothing is said', () => {
    expect(priceOf('gpt-5-mini-2025-08-07', officialPrices)?.model).toBe('gpt-5-mini');
    expect(priceOf('gpt-9', officialPrices)).toBeUndefined();
    expect(costOf(count, undefined)).toBeNull();
  });
});

test('tokens are estimated rather too high than too low', () => {
  expect(roughTokens('abc')).toBe(1);
  expect(roughTokens('')).toBe(0);
  expect(roughTokens('日本語')).toBe(3);
});
