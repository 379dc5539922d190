import { describe, expect, test } from '@jest/globals';
import { platforms } from '@aicmo/core-kernel';
import { countPostLength } from './count-post-length.ts';
import { platformRules } from './platform-rules.ts';
import { postProblems } from './post-problems.ts';

const family = '👨‍👩‍👧‍👦';
const on = (platform: (typeof platforms)[number], text: string): number => countPostLength(platform, text).length;

describe('X', () => {
  test.each([
    ['an empty text', '', 0],
    ['plain letters, one each', 'Fresh bread at 7', 16],
    ['Chinese and Japanese letters, two each', '新しいパン', 10],
    ['Cyrillic and Arabic letters, one each', 'хлеб خبز', 8],
    ['curly quotes and dashes, one each', '“bread” – “rolls”', 17],
    ['any emoji, two, however many parts it has', `${family}🇩🇪👍🏽☺`, 8],
    ['a number in a box, two', '1️⃣', 2],
    ['a letter with a loose accent as one, once composed', 'e\u0301', 1],
    ['any link, 23, however long', `see https://example.com/${'a'.repeat(500)}`, 27],
    ['any link, 23, however short', 'http://t.co', 23],
    ['a link without https:// when its ending is a real one', 'see example.com/menu', 27],
    ['a name with a made-up ending, as letters', 'file.breadish', 13],
    ['two links that only a space parts', 'https://a.com https://b.com', 47],
    ['a mail address, as letters', 'anna@example.com', 16],
    ['a link with a query and brackets in its path, whole', 'https://example.com/a_(b)?c=d&e=f.', 24],
    ['a link that Japanese letters touch', '見てexample.comへ', 29],
    ['a domain whose part is too long for one, as letters', `https://${'a'.repeat(64)}.com`, 76],
  ])('counts %s', (_, text, length) => {
    expect(on('x', text)).toBe(length);
  });

  test('measures a long hostile text in two seconds of computing at most', () => {
    const started = process.cpuUsage();
    for (const piece of ['a-', 'a.', '(', 'a.com/(', '!', 'http://']) on('x', piece.repeat(2000));
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
});

test('Bluesky counts what a reader sees as one, and has a second limit in bytes', () => {
  expect(on('bluesky', `${family}e\u0301!`)).toBe(3);
  expect(countPostLength('bluesky', 'a'.repeat(300)).fits).toBe(true);
  expect(countPostLength('bluesky', 'a'.repeat(301))).toMatchObject({ fits: false, left: -1 });
  expect(countPostLength('bluesky', family.repeat(200))).toMatchObject({ length: 200, fits: false });
});

test('Mastodon counts a link as 23 and leaves the server of a mentioned account out', () => {
  expect(on('mastodon', 'https://example.com/a/very/long/path/that/goes/on')).toBe(23);
  expect(on('mastodon', 'See http://a.example.')).toBe(4 + 23 + 1);
  expect(on('mastodon', 'example.com')).toBe(11);
  expect(on('mastodon', 'Thanks @anna@social.example, see you')).toBe('Thanks @anna, see you'.length);
  expect(on('mastodon', 'mail anna@example.com')).toBe(21);
});

test('Threads counts an emoji by its bytes, YouTube counts bytes, LinkedIn counts UTF-16 units', () => {
  expect(on('threads', 'Hi 👍')).toBe(3 + 4);
  expect(on('youtube', 'Brötchen')).toBe(9);
  expect(on('linkedin', 'Hi 👍')).toBe(5);
});

test('a blog and a newsletter have no limit, so nothing is left or too much', () => {
  expect(countPostLength('blog', 'a'.repeat(100_000))).toMatchObject({ fits: true, limit: null, left: null });
});

test('every platform has its rules with a source and the day on which it was read', () => {
  for (const platform of platforms) {
    const rule = platformRules[platform];
    expect(rule.platform).toBe(platform);
    expect(rule.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(rule.source === null).toBe(rule.maxLength === null);
  }
});

describe('what stops a post', () => {
  const codes = (platform: (typeof platforms)[number], text: string, media: readonly string[] = []) =>
    postProblems(platform, text, media).map(({ code, effect }) => `${code} ${effect}`);

  test('an empty text, one that is too long, a missing picture, too many hashtags', () => {
    expect(codes('x', ' ')).toEqual(['post-empty stops']);
    expect(codes('x', 'a'.repeat(281))).toEqual(['post-too-long stops']);
    expect(codes('instagram', 'Bread')).toEqual(['post-media stops']);
    expect(codes('instagram', '#bread '.repeat(31), ['p'])).toEqual(['post-hashtags stops']);
    expect(codes('x', 'Bread', ['1', '2', '3', '4', '5'])).toEqual(['post-images stops']);
  });

  test('a link that cannot be clicked weakens a post and does not stop it', () => {
    expect(codes('instagram', 'See https://example.com', ['p'])).toEqual(['post-dead-link weakens']);
    expect(codes('linkedin', 'See https://example.com')).toEqual([]);
  });

  test('the sentence about length says the count, the limit and how much to take out', () => {
    expect(postProblems('x', 'a'.repeat(290), [])[0]?.text).toBe(
      'The text measures 290 (weighted characters); X takes 280. Shorten it by 10.',
    );
  });
});
