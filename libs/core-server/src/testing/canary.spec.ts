import { expect, test } from '@jest/globals';
import { aCanary, aCanaryPassword, leaksIn } from './canary.ts';

const { plain, inAddress } = aCanaryPassword('DATABASE_URL');
const canaries = { KEY: aCanary('KEY'), PASSWORD: plain };
const base64 = (before: string, value: string, after: string) =>
  Buffer.from(`${before}${value}${after}`).toString('base64');

test.each([
  ['as it is', `x ${plain} y`],
  ['in an address', `postgres://u:${inAddress}@h/x`],
  ['in an address inside of a query', encodeURIComponent(`postgres://u:${inAddress}@h/x`)],
  ['in JSON', JSON.stringify({ text: `it is ${plain}` }).replaceAll('ä', '\\u00e4')],
  ['in base64 from the first sign', base64('', plain, 'z')],
  ['in base64 from the second', base64('a', plain, '')],
  ['in base64 from the third', `"${base64('ab', plain, 'zz')}"`],
  ['in base64 of addresses', Buffer.from(`a${plain}`).toString('base64url')],
  ['in hexadecimal', Buffer.from(plain).toString('hex')],
])('a canary is found %s', (_, text) => {
  expect(leaksIn(text, canaries).length).toBeGreaterThan(0);
  expect(leaksIn(text.replaceAll(/[A-Za-z0-9]/g, 'q'), canaries)).toEqual([]);
});

test('each name has a canary of its own, the same each time', () => {
  expect(aCanary('A')).toBe(aCanary('A'));
  expect(aCanary('A')).not.toBe(aCanary('B'));
});
