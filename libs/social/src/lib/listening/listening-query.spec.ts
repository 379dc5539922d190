import { describe, expect, test } from '@jest/globals';
import { parseListeningQuery } from './listening-query.ts';
import { matchesQuery } from './match-query.ts';

const item = {
  title: 'Northwind Bakery opens in the old harbour',
  text: 'The café sells rye bread. Customers praise the baker’s rolls.',
  url: 'https://www.gazette.example/food/northwind',
  author: 'Anna Lund',
  language: 'en-GB',
};
const wants = (query: string): boolean => matchesQuery(parseListeningQuery(query), item);

describe('a search', () => {
  test.each([
    ['a word, in any case and without accents', 'CAFE', true],
    ['a word, not a part of one', 'bake', false],
    ['the beginning of a word with a star', 'bak*', true],
    ['all words when nothing stands between them', 'bread harbour', true],
    ['all words, and one is missing', 'bread cake', false],
    ['a phrase', '"rye bread"', true],
    ['a phrase whose words stand apart', '"bread rye"', false],
    ['either of two', 'cake OR rolls', true],
    ['not a word', 'bread NOT cake', true],
    ['not a word that is there', 'bread -rolls', false],
    ['brackets', '(cake OR bread) AND NOT (wine OR beer)', true],
    ['AND binds more than OR', 'cake AND wine OR bread', true],
    ['near, in either order', 'harbour NEAR/1 old', true],
    ['near, but too far', 'northwind NEAR/2 harbour', false],
    ['a site and its parts', 'site:gazette.example', true],
    ['another site that only ends alike', 'site:zette.example', false],
    ['an author', 'author:"anna lund"', true],
    ['a language whatever its country', 'lang:en', true],
    ['another language', 'lang:de', false],
    ['words in lower case are words, not operators', 'bread or rolls', false],
    ['an apostrophe written either way', "baker's", true],
    ['nothing in particular', '  ', true],
  ])('finds %s', (_, query, found) => {
    expect(wants(query)).toBe(found);
  });

  test.each([
    ['(bread', 'a bracket that is not closed'],
    ['bread)', 'a ")" that closes nothing'],
    ['bread AND', 'an end where a word was expected'],
    ['OR bread', '"OR" where a word was expected'],
    ['"bread', 'a quotation mark that is not closed'],
    ['???', 'in which there is no word'],
    ['(a OR b) NEAR/3 c', 'NEAR/3 beside something that is no word'],
  ])('that reads %s is refused and says what is wrong with it', (query, found) => {
    expect(() => parseListeningQuery(query)).toThrow(expect.objectContaining({ code: 'query-faulty' }));
    expect(() => parseListeningQuery(query)).toThrow(found);
  });
});
