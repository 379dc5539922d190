import { describe, expect, test } from '@jest/globals';
import { aFeed } from '../../testing/index.ts';
import { canonicalUrl } from './canonical-url.ts';
import { parseFeedDate } from './feed-date.ts';
import { plainText } from './plain-text.ts';
import { readFeed } from './read-feed.ts';

const dates = {
  rss: 'Mon, 02 Mar 2026 09:30:00 +0100',
  atom: '2026-03-02T09:30:00+01:00',
  rdf: '2026-03-02T08:30:00Z',
  json: '2026-03-02T08:30:00.000Z',
};

describe('a feed document', () => {
  test.each(['rss', 'atom', 'rdf', 'json'] as const)(
    'in %s gives the same item as in every other format',
    async (format) => {
      const feed = aFeed(format, [
        {
          title: 'Bread & rolls',
          text: 'Baked <b>fresh</b>',
          url: 'https://Gazette.example/a/?utm_source=x',
          date: dates[format],
          author: 'Anna Lund',
        },
      ]);
      expect(await readFeed(feed)).toEqual({
        format,
        title: 'The Harbour Gazette',
        items: [
          {
            identity: 'https://gazette.example/a',
            url: 'https://Gazette.example/a/?utm_source=x',
            title: 'Bread & rolls',
            text: 'Baked fresh',
            author: 'Anna Lund',
            language: null,
            publishedAt: '2026-03-02T08:30:00.000Z',
            dateText: dates[format],
          },
        ],
      });
    },
  );

  test('keeps an item without a date, and one whose date nobody can read, as undated', async () => {
    const { items } = await readFeed(aFeed('rss', [{ title: 'One' }, { title: 'Two', date: 'last Tuesday 5ish' }]));
    expect(items.map(({ publishedAt, dateText }) => [publishedAt, dateText])).toEqual([
      [null, null],
      [null, 'last Tuesday 5ish'],
    ]);
  });

  test('with a byte order mark, CDATA and escaped HTML is read as its words', async () => {
    const feed = `\uFEFF<rss version="2.0"><channel><title>T</title><item><title><![CDATA[A & B]]></title><link>https://e.example/1</link><description>&lt;p&gt;One&amp;nbsp;two&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item></channel></rss>`;
    expect((await readFeed(feed)).items[0]).toMatchObject({ title: 'A & B', text: 'One two' });
  });

  test('takes an item without address for itself by its guid, and without either by its words', async () => {
    const { items } = await readFeed(
      '<rss version="2.0"><channel><title>T</title><item><title>A</title><guid isPermaLink="false">77</guid></item><item><title>B</title></item></channel></rss>',
    );
    expect(items.map(({ identity }) => identity)).toEqual(['77', 'B\n']);
  });
});

describe('a document that is no feed', () => {
  test.each([
    ['nothing', ' \n', 'feed-empty'],
    ['a web page', '<!DOCTYPE html><html><body>Hello</body></html>', 'feed-web-page'],
    ['some text', 'Dear Sir or Madam', 'feed-unreadable'],
    ['half a document', '<rss version="2.0"><channel><item><title>A', 'feed-unreadable'],
    ['bytes of a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000', 'feed-unreadable'],
    ['JSON that is no feed', '{"items": 3}', 'feed-unreadable'],
  ])('(%s) is refused and says what was found', async (_, document, code) => {
    await expect(readFeed(document)).rejects.toMatchObject({ kind: 'invalid', code });
  });

  test('that unfolds into a billion laughs neither hangs nor grows', async () => {
    const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${entities}]><rss version="2.0"><channel><title>&l12;</title><item><title>&l12;</title></item></channel></rss>`;
    const read = await readFeed(bomb).then(
      (feed) => JSON.stringify(feed).length,
      () => 0,
    );
    expect(read).toBeLessThan(10_000);
  });
});

test('a date is read as RSS, Atom and people write it, in UTC when it names no zone', () => {
  expect(parseFeedDate('Mon, 02 Mar 2026 09:00:00 GMT')).toBe('2026-03-02T09:00:00.000Z');
  expect(parseFeedDate('02 Mar 2026 09:00:00 EST')).toBe('2026-03-02T14:00:00.000Z');
  expect(parseFeedDate('Mon, 02 Mar 2026 09:00:00')).toBe('2026-03-02T09:00:00.000Z');
  expect(parseFeedDate('2026-03-02T09:00:00')).toBe('2026-03-02T09:00:00.000Z');
  expect(parseFeedDate('2026-03-02')).toBe('2026-03-02T00:00:00.000Z');
  for (const unreadable of [null, '', 'yesterday', '0000-00-00', '1970-01-01T00:00:00Z', '2026-13-41']) {
    expect(parseFeedDate(unreadable)).toBeNull();
  }
});

test('an address is the same page without tracking, www, fragment, port and final slash', () => {
  const page = 'https://gazette.example/bread?id=7&lang=en';
  for (const address of [
    'http://www.gazette.example/bread/?lang=en&id=7',
    'https://gazette.example:443/bread?utm_source=x&id=7&lang=en&fbclid=1#top',
    ' HTTPS://GAZETTE.example/bread?id=7&lang=en ',
  ]) {
    expect(canonicalUrl(address)).toBe(page);
  }
  expect(canonicalUrl('https://gazette.example/bread?id=8&lang=en')).not.toBe(page);
  for (const none of [null, '', 'bread', 'mailto:anna@example.com', 'javascript:alert(1)'])
    expect(canonicalUrl(none)).toBeNull();
});

test('of HTML only the words stay, with their breaks', () => {
  expect(plainText('<p>One</p><p>2 &lt; 3 &#8364; &#x1F600; &unknown;</p><style>a{}</style>')).toBe(
    'One\n2 < 3 € 😀 &unknown;',
  );
});
