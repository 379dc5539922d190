import { expect, test } from '@jest/globals';
import { platforms, type Platform } from '@aicmo/core-kernel';
import { parseProofUrl, proofExample } from './proof-rules.ts';

const good: readonly [Platform, string][] = [
  ['linkedin', 'https://www.linkedin.com/posts/acme_spring-activity-7301-aBcD'],
  ['linkedin', 'https://www.linkedin.com/feed/update/urn:li:activity:7301234567890123456/'],
  ['instagram', 'https://www.instagram.com/p/C8xYz12AbCd/'],
  ['instagram', 'https://www.instagram.com/acme/reel/C8xYz12AbCd/'],
  ['x', 'https://x.com/acme/status/1890000000000000000'],
  ['x', 'https://mobile.twitter.com/acme/status/1890000000000000000?s=20'],
  ['bluesky', 'https://bsky.app/profile/acme.example/post/3lxyz'],
  ['mastodon', 'https://hachyderm.io/@acme/113000000000000000'],
  ['facebook', 'https://www.facebook.com/acme/posts/pfbid0abc'],
  ['tiktok', 'https://www.tiktok.com/@acme/video/7300000000000000000'],
  ['youtube', 'https://youtu.be/dQw4w9WgXcQ'],
  ['youtube', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
  ['threads', 'https://www.threads.net/@acme/post/DAbc123'],
  ['blog', 'https://acme.example/blog/spring'],
];

test.each(good)('a post on %s is proven by %s', (platform, url) => {
  expect(parseProofUrl(` ${url}#comments `, platform)).toBe(new URL(url).href);
});

const bad: readonly [string, Platform, string, string][] = [
  ['nothing', 'linkedin', ' ', 'The proof is missing'],
  ['a sentence', 'linkedin', 'I posted it', 'no address that begins with https'],
  ['an address without encryption', 'x', 'http://x.com/acme/status/1', 'no address that begins with https'],
  ['a script', 'blog', 'javascript:alert(1)', 'no address that begins with https'],
  ['another platform', 'linkedin', 'https://x.com/acme/status/1', 'Found an address at x.com'],
  [
    'a host that only looks like it',
    'linkedin',
    'https://linkedin.com.evil.example/posts/1',
    'linkedin.com.evil.example',
  ],
  ['a host that only ends like it', 'x', 'https://notx.com/acme/status/1', 'notx.com'],
  ['a profile', 'x', 'https://x.com/acme', 'a page but not a post'],
  ['the start page', 'youtube', 'https://www.youtube.com/', 'a page but not a post'],
  ['this machine', 'blog', 'https://localhost/post', 'localhost'],
  ['a private address', 'mastodon', 'https://192.168.0.7/@acme/1', '192.168.0.7'],
  ['a password in the address', 'blog', 'https://me:secret@acme.example/post', 'user name or a password'],
];

test.each(bad)('%s is no proof of a post on %s', (_, platform, url, message) => {
  expect(() => parseProofUrl(url, platform)).toThrow(message);
  expect(() => parseProofUrl(url, platform)).toThrow(proofExample(platform));
});

test('a refused proof never repeats a password', () => {
  expect(() => parseProofUrl('https://me:secret@acme.example/post', 'blog')).not.toThrow('secret');
});

test('every platform has an example that its own rule accepts', () => {
  for (const platform of platforms) {
    const url = proofExample(platform).replace('…', 'dQw4w9WgXcQ');
    expect(parseProofUrl(url, platform)).toBe(url);
  }
});
