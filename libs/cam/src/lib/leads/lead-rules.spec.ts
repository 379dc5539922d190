import { describe, expect, test } from '@jest/globals';
import { LeadState } from '../../contract/lead.ts';
import { parseEmail } from './email-identity.ts';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import { assertLeadMove } from './lead-rules.ts';
import { parseLinkedin } from './linkedin-identity.ts';
import { mailProviders } from './mail-providers.ts';
import { openPhoneParser } from './phone-identity.ts';

describe('a lead', () => {
  test('goes forwards, may skip, may be lost from anywhere, and never goes back by itself', () => {
    expect(legalLeadMoves('NEW', true)).toEqual(['ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON', 'LOST']);
    expect(legalLeadMoves('CONTACTED', true)).toEqual(['REPLIED', 'WON', 'LOST']);
    expect(legalLeadMoves('WON', true)).toEqual(['LOST']);
    expect(() => assertLeadMove({ from: 'REPLIED', to: 'CONTACTED', byPerson: true, reason: '' })).toThrow(
      'A lead that is replied cannot become contacted',
    );
  });

  test('is won, and taken up again after it was lost, by a person only', () => {
    expect(legalLeadMoves('LOST', false)).toEqual([]);
    expect(legalLeadMoves('LOST', true)).toEqual(['NEW']);
    for (const state of LeadState.options) expect(legalLeadMoves(state, false)).not.toContain('WON');
  });

  test('is given up with a reason', () => {
    const lost = { from: 'NEW', to: 'LOST', byPerson: true } as const;
    expect(() => assertLeadMove({ ...lost, reason: ' ' })).toThrow('with a reason');
    expect(() => assertLeadMove({ ...lost, reason: 'Company closed' })).not.toThrow();
  });
});

test('every rule on mailboxes says where it is from and when that was read, and no domain has two', () => {
  for (const { source, asOf } of mailProviders) expect([source.length > 20, asOf]).toEqual([true, '2026-11']);
  const domains = mailProviders.flatMap((provider) => provider.domains);
  expect(new Set(domains).size).toBe(domains.length);
});

describe('one person', () => {
  test.each([
    ['Anna@Example.COM', 'anna@example.com'],
    ['Anna Berg <anna@example.com>', 'anna@example.com'],
    ['mailto:anna@example.com', 'anna@example.com'],
    ['a.nn.a+list@gmail.com', 'anna@gmail.com'],
    ['anna@googlemail.com', 'anna@gmail.com'],
    ['anna+list@outlook.com', 'anna@outlook.com'],
    ['Anna_B.Berg+x@protonmail.com', 'annabberg@proton.me'],
    ['anna.b+x@ya.ru', 'anna.b@yandex.ru'],
    ['anna-list@yahoo.com', 'anna-list@yahoo.com'],
    ['+list@gmail.com', '+list@gmail.com'],
    ['---@proton.me', '---@proton.me'],
    ['a.nna@outlook.com', 'a.nna@outlook.com'],
    ['anna+list@example.com', 'anna+list@example.com'],
    ['a.nna@example.com', 'a.nna@example.com'],
    ['josé@example.com'.normalize('NFD'), 'josé@example.com'.normalize('NFC')],
    ['info@müller.example', 'info@xn--mller-kva.example'],
  ])('with the address "%s" is recognised as %s', (text, key) => {
    expect(parseEmail(text)?.key).toBe(key);
  });

  test.each([
    '',
    'anna',
    'anna@',
    '@example.com',
    'a b@example.com',
    'anna@example',
    'a..b@example.com',
    '"a b"@example.com',
    'a@b@example.com',
    'anna@[10.0.0.1]',
    'a@-x.example',
  ])('is not recognised by "%s", which is no address', (text) => {
    expect(parseEmail(text)).toBeUndefined();
  });

  test.each([
    ['https://www.linkedin.com/in/Anna-Berg-123/', 'anna-berg-123'],
    ['linkedin.com/in/anna-berg-123?trk=x', 'anna-berg-123'],
    ['http://de.linkedin.com/in/anna-berg-123/en', 'anna-berg-123'],
    ['https://www.linkedin.com/mwlite/in/anna-berg-123', 'anna-berg-123'],
    ['//linkedin.com//in/anna-berg-123#about', 'anna-berg-123'],
    ['https://www.linkedin.com/in/j%C3%BCrgen', 'jürgen'],
    ['https://www.linkedin.com/in/50%off', '50%off'],
  ])('with the profile "%s" is recognised as %s', (text, key) => {
    expect(parseLinkedin(text)?.key).toBe(key);
  });

  test.each([
    'anna-berg',
    'https://www.linkedin.com/company/acme',
    'https://www.linkedin.com/pub/anna-berg/1/234/567',
    'https://notlinkedin.com/in/anna-berg',
    'https://www.linkedin.com/sales/lead/AC0,NAME',
    'https://evil.example/linkedin.com/in/x',
  ])('is not recognised by "%s", which is no personal profile', (text) => {
    expect(parseLinkedin(text)).toBeUndefined();
  });

  test('with one phone number in several spellings is the same one', async () => {
    const parse = await openPhoneParser();
    for (const text of ['+49 30 901820', '0049 30 901820', '+49 (30) 90-18-20'])
      expect(parse(text)).toBe('+4930901820');
    expect(parse('030 901820', 'DE')).toBe('+4930901820');
    expect(parse('030 901820')).toBeUndefined();
    expect(parse('call me')).toBeUndefined();
  });
});
