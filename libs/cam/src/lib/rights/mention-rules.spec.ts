import { describe, expect, test } from '@jest/globals';
import { mentionFinder, mentions, withoutMentions } from './mention-rules.ts';

const maja = mentionFinder({
  emails: ['maja@kurier.example', 'Maja@Kurier.example'],
  linkedinSlugs: ['maja-lindqvist'],
  phones: ['+4930901820'],
  names: ['Maja Lindqvist', 'Maja'],
});

describe('a person in a text that somebody typed', () => {
  test.each([
    ['Please stop writing to MAJA@kurier.example.', 'Please stop writing to (erased).'],
    ['"Maja Lindqvist";maja@kurier.example;CEO', '"(erased)";(erased);CEO'],
    [
      'see https://www.linkedin.com/in/maja-lindqvist/ and de.linkedin.com/in/Maja-Lindqvist',
      'see (erased) and (erased)',
    ],
    ['call 030 / 90 18 20 or +49 (30) 901820', 'call (erased) or (erased)'],
    ['Maja  Lindqvist and Lindqvist', '(erased) and Lindqvist'],
  ])('is found and taken out: %s', (text, without) => {
    expect(mentions(maja.anyWay, text)).toBe(true);
    expect(withoutMentions(maja.anyWay, text)).toBe(without);
  });

  test.each([
    ['a longer address', 'anna.maja@kurier.example'],
    ['another domain', 'maja@kurier.example.org'],
    ['a longer profile', 'linkedin.com/in/maja-lindqvist-2'],
    ['a longer number', '+49 30 9018 2077'],
    ['another first name', 'Maja Lindqvistová'],
    ['the first name alone', 'Maja called'],
  ])('is not %s', (_what, text) => {
    expect(mentions(maja.anyWay, text)).toBe(false);
  });

  test('who has nothing but a first name is looked for in no text at all', () => {
    expect(mentionFinder({ emails: [], linkedinSlugs: [], phones: ['123'], names: ['Maja'] }).anyWay).toBeNull();
  });
});
