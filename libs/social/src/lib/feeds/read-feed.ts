import { invalid, type Instant } from '@aicmo/core-kernel';
import type { AnyFeed, AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';
import { canonicalUrl } from './canonical-url.ts';
import { parseFeedDate } from './feed-date.ts';
import type { FeedDocument, FeedItem } from './feed-document.ts';
import { plainText } from './plain-text.ts';

/** The longest document that is read, in characters. */
const longest = 20_000_000;

/**
 * Reads a feed document: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 1.0 and JSON Feed 1.x, told apart by what they say.
 * Throws `invalid` (`feed-empty`, `feed-too-long`, `feed-web-page`, `feed-unreadable`) for anything else.
 */
export async function readFeed(document: string): Promise<FeedDocument> {
  const text = document.replace(/^\uFEFF/, '').trim();
  if (text === '')
    throw invalid({ code: 'feed-empty', message: 'The document is empty; expected an RSS, Atom or JSON feed.' });
  if (text.length > longest) {
    throw invalid({
      code: 'feed-too-long',
      message: `The document has ${text.length} characters; a feed may have ${longest}.`,
    });
  }
  const { parseFeed } = await import('feedsmith');
  return normalised(parsed(parseFeed, text));
}

function parsed(parseFeed: (text: string) => AnyFeed, text: string): AnyFeed {
  try {
    return parseFeed(text);
  } catch (cause) {
    const isPage = /^<!doctype html|^<html|<body[\s>]/i.test(text);
    throw invalid({
      code: isPage ? 'feed-web-page' : 'feed-unreadable',
      message: isPage
        ? 'Found a web page; expected a feed. Look on the page for its feed address, often ending in /feed, /rss or /atom.xml.'
        : `Found a document that is neither RSS, Atom nor JSON Feed, beginning with "${text.slice(0, 40)}". Check that it is the whole document.`,
      cause,
    });
  }
}

function normalised(any: AnyFeed): FeedDocument {
  const title = titleOf(any);
  switch (any.format) {
    case 'rss':
      return { format: 'rss', title, items: (any.feed.items ?? []).map((item) => rssItem(item, any.feed.language)) };
    case 'atom':
      return { format: 'atom', title, items: (any.feed.entries ?? []).map((entry) => atomItem(entry, any.feed)) };
    case 'rdf':
      return { format: 'rdf', title, items: (any.feed.items ?? []).map(rdfItem) };
    case 'json':
      return { format: 'json', title, items: (any.feed.items ?? []).map((item) => jsonItem(item, any.feed)) };
  }
}

function titleOf({ format, feed }: AnyFeed): string | null {
  const title = format === 'atom' ? feed.title?.value : feed.title;
  return plainText(title) || null;
}

function rssItem(item: RssFeed.Item<string>, language: string | undefined): FeedItem {
  const permanent = item.guid?.isPermaLink === false ? undefined : item.guid?.value;
  return made({
    url: item.link ?? permanent,
    guid: item.guid?.value,
    title: item.title,
    text: item.content?.encoded ?? item.description,
    author: item.dc?.creators?.[0] ?? item.authors?.[0]?.name ?? item.authors?.[0]?.email,
    language,
    dates: [item.pubDate, item.dc?.dates?.[0], item.atom?.published, item.atom?.updated],
  });
}

function atomItem(entry: AtomFeed.Entry<string>, feed: AtomFeed.Feed<string>): FeedItem {
  const link = entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0];
  return made({
    url: link?.href ?? entry.id,
    guid: entry.id,
    title: entry.title?.value,
    text: entry.content?.value ?? entry.summary?.value,
    author: entry.authors?.[0]?.name ?? feed.authors?.[0]?.name,
    language: entry.xml?.lang ?? feed.xml?.lang,
    dates: [entry.published, entry.updated],
  });
}

function rdfItem(item: RdfFeed.Item<string>): FeedItem {
  return made({
    url: item.link ?? item.rdf?.about,
    guid: item.rdf?.about,
    title: item.title,
    text: item.content?.encoded ?? item.description,
    author: item.dc?.creators?.[0],
    language: item.dc?.languages?.[0],
    dates: [item.dc?.dates?.[0]],
  });
}

function jsonItem(item: JsonFeed.Item<string>, feed: JsonFeed.Feed<string>): FeedItem {
  return made({
    url: item.url ?? item.external_url,
    guid: item.id,
    title: item.title,
    text: item.content_text ?? item.content_html ?? item.summary,
    author: item.authors?.[0]?.name ?? feed.authors?.[0]?.name,
    language: item.language ?? feed.language,
    dates: [item.date_published, item.date_modified],
  });
}

interface Raw {
  readonly url: string | undefined;
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly author: string | undefined;
  readonly language: string | undefined;
  readonly dates: readonly (string | undefined)[];
}

function made(raw: Raw): FeedItem {
  const title = plainText(raw.title);
  const text = plainText(raw.text);
  const url = canonicalUrl(raw.url) === null ? null : (raw.url ?? '').trim();
  const written = raw.dates.filter((date) => date !== undefined && date.trim() !== '');
  const publishedAt = written.reduce<Instant | null>((found, date) => found ?? parseFeedDate(date), null);
  return {
    identity: canonicalUrl(raw.url) ?? (raw.guid?.trim() || `${title}\n${text}`.slice(0, 500)),
    url,
    title,
    text: text === title ? '' : text,
    author: plainText(raw.author) || null,
    language: raw.language?.trim() || null,
    publishedAt,
    dateText: written[0]?.trim() ?? null,
  };
}
