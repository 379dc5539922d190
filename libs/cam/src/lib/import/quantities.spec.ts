import { describe, expect, test } from '@jest/globals';
import { parsePersonName } from './person-name.ts';
import { parseAmountCents, parsePeople } from './quantities.ts';

describe('a value', () => {
  test.each([
    ['51-200', 126],
    ['11–50 employees', 31],
    ['10,001+', 10001],
    ['1.200', 1200],
    ['about 5k', 5000],
    ['many', null],
  ])('"%s" is read as %s people', (text, people) => {
    expect(parsePeople(text)).toBe(people);
  });

  test.each([
    ['$5M', 500_000_000],
    ['1,2 Mio €', 120_000_000],
    ['€ 1.234.567', 123_456_700],
    ['1,234,567.50', 123_456_750],
    ['1-5 million', 300_000_000],
    ['unknown', null],
  ])('"%s" is read as %s cents', (text, cents) => {
    expect(parseAmountCents(text)).toBe(cents);
  });

  test.each([
    ['', '', 'Berg, Anna', 'Anna', 'Berg'],
    ['', '', 'Dr. Anna van der Berg', 'Anna', 'van der Berg'],
    ['Anna', 'Berg', '', 'Anna', 'Berg'],
    ['', '', 'M Berg', 'M', 'Berg'],
    ['', '', 'محمد علي', 'محمد', 'علي'],
  ])('of a name ("%s" "%s" "%s") is %s, %s', (first, last, full, firstName, lastName) => {
    expect(parsePersonName(first, last, full)).toMatchObject({ firstName, lastName });
  });
});
