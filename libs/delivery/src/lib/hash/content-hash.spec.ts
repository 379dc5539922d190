import { expect, test } from '@jest/globals';
import { changedFields, contentHash } from './content-hash.ts';

test('the hash is the SHA-256 of the canonical form of RFC 8785', () => {
  // printf '{"a":[56,{"d":true}],"b":"€"}' | sha256sum
  expect(contentHash({ b: '\u20ac', a: [56.0, { d: true }] }).hash).toBe(
    '41186596229d6d51ab2b56cb5a38a3bfd118d7c32b74a7d0d02326b63cd35e96',
  );
  expect(contentHash({}).hash).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

test('the order of keys does not change it, and every other difference does', () => {
  const content = { text: 'Rye', links: ['a', 'b'], window: { from: 'x', to: null } };
  const { hash } = contentHash(content);
  expect(contentHash({ window: { to: null, from: 'x' }, links: ['a', 'b'], text: 'Rye' }).hash).toBe(hash);
  for (const other of [
    { ...content, text: 'rye' },
    { ...content, text: 'Rye ' },
    { ...content, links: ['b', 'a'] },
    { ...content, window: { from: 'x', to: 'y' } },
    { ...content, more: null },
  ]) {
    expect(contentHash(other).hash).not.toBe(hash);
  }
});

test('two contents name exactly the fields in which they differ, those that came or went too', () => {
  const fields = (content: object) => contentHash(content).fields;
  expect(changedFields(fields({ a: 1, b: 2 }), fields({ b: 2, a: 1 }))).toEqual([]);
  expect(changedFields(fields({ a: 1, b: 2 }), fields({ a: 1, b: 3, c: 4 }))).toEqual(['b', 'c']);
  expect(changedFields(fields({ a: 1 }), fields({ a: undefined }))).toEqual(['a']);
});

test('what JSON cannot hold is refused', () => {
  expect(() => contentHash({ a: Number.NaN })).toThrow(expect.objectContaining({ code: 'content-not-json' }));
  expect(() => contentHash({ a: () => 1 })).toThrow(expect.objectContaining({ code: 'content-not-json' }));
});
