import { describe, expect, test } from '@jest/globals';
import { scoreSentiment } from './score-sentiment.ts';

const score = (text: string): number => scoreSentiment(text).score;

describe('the sentiment of a text', () => {
  test('is turned round by a negation, but not across the end of a clause', () => {
    expect(score('The service is good.')).toBeGreaterThan(0.3);
    expect(score('The service is not good.')).toBeLessThan(0);
    expect(score("The service isn't very good.")).toBeLessThan(0);
    expect(score('No, the service is good.')).toBeGreaterThan(0);
    expect(scoreSentiment('Not bad at all.').label).toBe('positive');
  });

  test('is strengthened by degree words, capitals and exclamation marks, and weakened by hedges', () => {
    const plain = score('the bread is good');
    expect(score('the bread is extremely good')).toBeGreaterThan(plain);
    expect(score('the bread is GOOD')).toBeGreaterThan(plain);
    expect(score('the bread is good!!')).toBeGreaterThan(plain);
    expect(score('the bread is somewhat good')).toBeLessThan(plain);
    expect(score('the bread is extremely bad')).toBeLessThan(score('the bread is bad'));
  });

  test('weighs what follows "but" above what stands before it', () => {
    expect(score('The bread is great, but the service is horrible.')).toBeLessThan(0);
    expect(score('The service is horrible, but the bread is great.')).toBeGreaterThan(0);
  });

  test('counts emoji, emoticons, drawn-out words and sayings', () => {
    expect(score('New rolls 😍')).toBeGreaterThan(0.5);
    expect(score('New rolls 😡')).toBeLessThan(-0.5);
    expect(score('New rolls :(')).toBeLessThan(0);
    expect(score('I loooove these rolls')).toBeGreaterThan(0.5);
    expect(score('Total waste of money')).toBeLessThan(0);
    expect(score("Can't wait for Sunday")).toBeGreaterThan(0);
  });

  test('leaves links and names of accounts out', () => {
    expect(scoreSentiment('https://example.com/great-love @happy_anna').words).toEqual([]);
  });

  test('lies between −1 and 1 and repeating a word adds ever less', () => {
    expect(score('great '.repeat(200))).toBeLessThanOrEqual(1);
    expect(score('horrible '.repeat(200))).toBeGreaterThanOrEqual(-1);
    const repeated = scoreSentiment('good good good').words.map(({ weight }) => weight);
    expect(repeated).toEqual([...repeated].sort((one, other) => other - one));
    expect(new Set(repeated).size).toBe(3);
  });
});

describe('its explanation', () => {
  test('names the words that decided, what each counts alone, here, and why it differs', () => {
    const { words, because } = scoreSentiment('The bread is great but the counter was NOT friendly.');
    expect(words).toEqual([
      { word: 'great', base: 3.1, weight: 1.4, why: ['before "but"'] },
      { word: 'friendly', base: 2.2, weight: -1.32, why: ['turned round by "NOT"'] },
    ]);
    expect(because).toBe('Neutral, in balance: "great" +1.4 (before "but"), "friendly" −1.3 (turned round by "NOT").');
  });

  test('says so when no word is known, as with another language or no text', () => {
    for (const text of ['Das Brot ist köstlich', '', '日本語のテキスト']) {
      expect(scoreSentiment(text)).toEqual({
        score: 0,
        label: 'neutral',
        words: [],
        because: 'Neutral: the word list knows none of its words.',
      });
    }
  });
});
