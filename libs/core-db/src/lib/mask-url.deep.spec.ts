import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskUrl } from '@aicmo/core-db';
import { plantedText } from '../testing/planted-text.ts';

const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);

test(`a planted password is hidden in every notation (seed ${seed})`, () => {
  fc.assert(
    fc.property(plantedText, ({ text, pieces, user, host }) => {
      const shown = maskUrl(text);
      if (pieces.some((piece) => shown.includes(piece))) throw new Error(`A piece of the secret is seen: ${shown}`);
      if (![user, decodeURIComponent(user)].some((name) => shown.includes(name))) throw new Error(`No user: ${shown}`);
      if (![host, encodeURIComponent(host)].some((name) => shown.includes(name))) throw new Error(`No host: ${shown}`);
    }),
    { numRuns: 300_000, seed },
  );
});

test(`pieces of addresses in any order are one line of text (seed ${seed})`, () => {
  const parts = [
    'postgres://',
    'ada',
    ':',
    '@',
    '/',
    '?',
    '&',
    '=',
    "'",
    '"',
    'password',
    'host',
    ' ',
    '%3A',
    '%40',
    '%2525',
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 4 })), { maxLength: 20 });
  fc.assert(
    fc.property(text, (pieces) => {
      expect(maskUrl(pieces.join(''))).toMatch(/^[^\u0000-\u001f]*$/);
    }),
    { numRuns: 30_000, seed },
  );
});
