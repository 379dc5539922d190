import { describe, expect, test } from '@jest/globals';
import { parseInstant, toInstant, unavailable } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { ListeningReport } from '../../contract/listening-report.ts';
import { aFeed, type FeedEntry } from '../../testing/index.ts';
import { generateListeningReport } from './generate-listening-report.ts';
import * as z from 'zod/mini';

const window = { from: parseInstant('2026-02-23T00:00:00Z'), to: parseInstant('2026-03-02T00:00:00Z') };
const clock = fakeClock();
const within = '2026-02-25T12:00:00Z';

describe('a listening report', () => {
  test('reads all four kinds of feed and counts the same story in several of them once, naming each', async () => {
    const story: FeedEntry = { title: 'Great bread at Northwind', url: 'https://gazette.example/a', date: within };
    const report = await generateListeningReport(
      {
        window,
        sources: [
          { name: 'RSS', document: aFeed('rss', [{ ...story, date: 'Wed, 25 Feb 2026 12:00:00 GMT' }]) },
          { name: 'Atom', document: aFeed('atom', [{ ...story, url: 'http://www.gazette.example/a/?utm_medium=x' }]) },
          { name: 'RDF', document: aFeed('rdf', [story]) },
          { name: 'JSON', document: aFeed('json', [story]) },
        ],
      },
      { clock },
    );
    expect(report.counts).toMatchObject({ items: 4, mentions: 1, duplicates: 3 });
    expect(report.mentions[0]).toMatchObject({ title: story.title, sources: ['RSS', 'Atom', 'RDF', 'JSON'] });
    expect(report.mentions[0]?.sentiment).toMatchObject({ label: 'positive', words: [{ word: 'Great' }] });
    expect(report.sources.map(({ format }) => format)).toEqual(['rss', 'atom', 'rdf', 'json']);
    expect(z.parse(ListeningReport, JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  test('lists a source that failed as failed, with the reason in words, and reports on the others', async () => {
    const read = async (url: string) => {
      if (url.includes('gone'))
        throw unavailable({ code: 'read-status', message: 'gone.example answered with status 404.' });
      return { text: aFeed('rss', [{ title: 'Bread', date: 'Wed, 25 Feb 2026 12:00:00 GMT' }]) };
    };
    const sources = [
      { name: 'Gone', url: 'https://gone.example/feed' },
      { name: 'Page', document: '<!doctype html><html></html>' },
      { name: 'Good', url: 'https://good.example/feed' },
    ];
    const report = await generateListeningReport({ window, sources }, { clock, read });
    expect(report.sources.map(({ name, status, mentions }) => [name, status, mentions])).toEqual([
      ['Gone', 'failed', 0],
      ['Page', 'failed', 0],
      ['Good', 'read', 1],
    ]);
    expect(report.counts).toMatchObject({ failedSources: 2, mentions: 1 });
    expect(report.gaps.filter(({ kind }) => kind === 'failed-source').map(({ text }) => text)).toEqual([
      'Gone could not be read, so nothing of it is in here. gone.example answered with status 404.',
      expect.stringContaining('Page could not be read'),
    ]);
  });

  test('says what it cannot know: items without a date, how far a feed reaches back, a window that is still open', async () => {
    const document = aFeed('atom', [{ title: 'Undated bread' }, { title: 'Bread', date: '2026-02-27T08:00:00Z' }]);
    const open = { from: window.from, to: parseInstant('2026-03-09T00:00:00Z') };
    const { gaps, counts } = await generateListeningReport(
      { window: open, sources: [{ name: 'Blog', document }] },
      { clock },
    );
    expect(counts).toMatchObject({ undated: 1, mentions: 1 });
    expect(gaps.map(({ text }) => text)).toEqual([
      'Blog has 1 item without a readable date: nobody can say whether it belongs here.',
      'Blog reaches back only to 27 Feb 2026: what it carried before is not known.',
      'Blog was last read on 2 Mar 2026, before the window ends.',
      'The window is not over yet: what comes until its end is missing.',
    ]);
  });

  test('invents nothing: without sources every count is nought, and there is no mean of no mentions', async () => {
    const report = await generateListeningReport({ window, sources: [] }, { clock });
    expect(report.sentiment).toEqual({ positive: 0, neutral: 0, negative: 0, mean: null });
    expect(Object.values(report.counts)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(report.gaps).toEqual([
      { kind: 'no-sources', source: null, text: 'There is no source to listen to, so nothing could be found.' },
    ]);
  });

  test('counts the first moment of the window in, the last out, and only what was asked for', async () => {
    const document = aFeed('atom', [
      { title: 'Bread first', date: window.from },
      { title: 'Bread last', date: window.to },
      { title: 'Cake', date: within },
    ]);
    const report = await generateListeningReport(
      { window, query: 'bread', sources: [{ name: 'Blog', document }] },
      { clock },
    );
    expect(report.mentions.map(({ title }) => title)).toEqual(['Bread first']);
    expect(report.counts).toMatchObject({ outsideWindow: 1, notAsked: 1 });
  });

  test('refuses a window that ends before it begins, and a search that cannot be understood', async () => {
    const upsideDown = { from: window.to, to: window.from };
    await expect(generateListeningReport({ window: upsideDown, sources: [] }, { clock })).rejects.toMatchObject({
      code: 'report-window',
    });
    await expect(generateListeningReport({ window, query: '(bread', sources: [] }, { clock })).rejects.toMatchObject({
      code: 'query-faulty',
    });
  });
});

test('whatever the feeds hold, every item is counted in exactly one place and every number is a count of rows', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = seeded(seed);
    const sources = Array.from({ length: next(4) }, (_, at) => ({
      name: `Source ${at}`,
      document:
        next(6) === 0
          ? 'no feed'
          : aFeed(
              'json',
              Array.from({ length: next(15) }, () => anEntry(next)),
            ),
    }));
    const report = await generateListeningReport({ window, query: next(2) ? 'bread' : '', sources }, { clock });
    for (const source of report.sources) {
      const { mentions, duplicates, outsideWindow, notAsked, undated } = source;
      expect(mentions + duplicates + outsideWindow + notAsked + undated).toBe(source.items);
    }
    const { counts, sentiment, mentions } = report;
    expect(counts.mentions).toBe(mentions.length);
    expect(counts.mentions + counts.duplicates + counts.outsideWindow + counts.notAsked + counts.undated).toBe(
      counts.items,
    );
    expect(sentiment.positive + sentiment.neutral + sentiment.negative).toBe(mentions.length);
    expect(mentions.every(({ publishedAt }) => publishedAt >= window.from && publishedAt < window.to)).toBe(true);
    expect(mentions.map((mention) => mention.publishedAt)).toEqual(
      mentions
        .map((mention) => mention.publishedAt)
        .sort()
        .reverse(),
    );
    expect(report.gaps.filter(({ kind }) => kind === 'failed-source')).toHaveLength(counts.failedSources);
  }
});

/** A small generator of whole numbers below `limit`, the same for the same seed. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

function anEntry(next: (limit: number) => number): FeedEntry {
  const day = next(20) - 6;
  const date = toInstant(Date.parse(window.from) + day * 86_400_000);
  return {
    title: `${next(2) ? 'Great bread' : 'Bad cake'} ${next(8)}`,
    ...(next(5) ? { date } : {}),
    ...(next(3) ? { url: `https://gazette.example/${next(6)}` } : {}),
  };
}
