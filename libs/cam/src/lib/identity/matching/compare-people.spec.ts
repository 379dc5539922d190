import { describe, expect, test } from '@jest/globals';
import { companyKey } from './company-key.ts';
import { comparePeople, enoughBits, sumBits, sureness } from './compare-people.ts';
import { countNames } from './find-pairs.ts';
import { foldName } from './fold-name.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { profileOf, type MatchableLead } from './profile.ts';

const aPerson = (text: string): MatchableLead => {
  const [firstName = '', lastName = '', company = '', email = '', phone = '', linkedin = ''] = text.split('|');
  return {
    ...{ id: text, clientId: 'c', personId: text, firstName, lastName, fullName: `${firstName} ${lastName}`.trim() },
    ...{ company, companyDomain: '', country: '', emailKey: email || null, phoneKey: phone || null },
    linkedinKey: linkedin || null,
  };
};

const bitsOf = (one: string, other: string): number => {
  const [left, right] = [profileOf(aPerson(one)), profileOf(aPerson(other))];
  return sumBits(
    comparePeople(left, right, countNames([left, right])) ?? [{ about: 'last', finding: 'different', bits: 0 }],
  );
};

describe('a person is asked whether two leads are one', () => {
  test.each([
    ['accents', 'Jürgen|Groß|Kurier Nord GmbH', 'Juergen|Gross|Kurier Nord'],
    ['a short name', 'William|Berg|Kurier Nord', 'Bill|Berg|KURIER NORD Ltd.'],
    ['a slip', 'Maja|Lindqvist|Kurier Nord|maja@kurier.example', 'Maja|Lindqivst|Kurier Nord|lindqvist@gmx.de'],
    ['an initial', 'Maja|Lindqvist|Kurier Nord', 'M.|Lindqvist|Kurier Nord GmbH'],
    ['a married name', 'Maja|Lindqvist|Kurier Nord', 'Maja|Lindqvist-Berg|Kurier Nord'],
    ['swapped columns', 'Maja|Lindqvist|Kurier Nord', 'Lindqvist|Maja|Kurier Nord'],
    ['another script', 'Сергей|Иванов|Kurier Nord', 'Sergey|Ivanov|Kurier Nord'],
    ['look-alike letters', 'M\u0430ja|Lindqvist|Kurier Nord', 'Maja|Lindqvist|Kurier Nord'],
    [
      'the same firm by its domain',
      'Maja|Lindqvist||maja@kurier.example',
      'Maja|Lindqvist|KN|m.lindqvist@kurier.example',
    ],
    ['another firm and the same mobile', 'Maja|Lindqvist|Kurier||+49170', 'Maja|Lindqvist|Neu||+49170'],
    ['one mailbox name of her own', 'Maja|Lindqvist||biene77@gmx.de', 'Maja|Lindqvist||biene77@web.de'],
  ])('for %s', (_why, one, other) => {
    expect(bitsOf(one, other)).toBeGreaterThanOrEqual(enoughBits);
    expect(bitsOf(other, one)).toBe(bitsOf(one, other));
  });

  test.each([
    ['namesakes at two firms', 'Anna|Berg|Kurier|anna.berg@kurier.example', 'Anna|Berg|Solar|anna.berg@solar.example'],
    ['brother and sister', 'Daniel|Berg|Kurier|daniel.berg@k.example', 'Daniela|Berg|Kurier|daniela.berg@k.example'],
    ['names that are close', 'Anna|Berg|Kurier|anna.berg@k.example', 'Anna|Berger|Kurier|anna.berger@k.example'],
    ['two names of the list', 'Mark|Berg|Kurier', 'Maria|Berg|Kurier'],
    ['colleagues', 'Anna|Berg|Kurier||+4930', 'Anna|Schmidt|Kurier||+4930'],
    ['nobody’s name', '||Kurier||+4930', '||Kurier||+4930'],
  ])('and not for %s', (_why, one, other) => {
    expect(bitsOf(one, other)).toBeLessThan(enoughBits);
  });

  test('the surer, the more speaks for it', () => {
    expect(sureness(enoughBits)).toBe(0.5);
    expect(sureness(20)).toBeGreaterThan(0.95);
    expect(sureness(0)).toBeLessThan(0.05);
  });
});

test('names are compared in plain letters, whatever the script, and firms without their legal form', () => {
  expect(['Łukasz', 'D’Angelo', 'Müller', 'Mueller', ' Jean-Pierre '].map(foldName)).toEqual([
    ...['lukasz', 'dangelo', 'muller', 'muller', 'jean pierre'],
  ]);
  const firms = [
    'The Kurier Nord GmbH & Co. KG',
    'Acme S.p.A.',
    'Foo B.V.',
    'Nordlicht Sp. z o.o.',
    'AG',
    'X Holding AG',
  ];
  expect(firms.map(companyKey)).toEqual(['kurier nord', 'acme', 'foo', 'nordlicht', 'ag', 'x']);
});

/** The examples of Winkler's paper, as they are quoted everywhere. */
test('likeness is measured as Winkler did', () => {
  const table = [
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['', '', 1],
    ['a', '', 0],
    ['abc', 'xyz', 0],
  ] as const;
  for (const [one, other, alike] of table) {
    expect(jaroWinkler(one, other)).toBeCloseTo(alike, 3);
    expect(jaroWinkler(other, one)).toBeCloseTo(alike, 3);
  }
  expect(jaroWinkler('x'.repeat(500), `${'x'.repeat(400)}y`)).toBeLessThanOrEqual(1);
});
