import type { FeedFormat } from '../lib/feeds/feed-document.ts';

/** One item of a feed made for a test. */
export interface FeedEntry {
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
  /** As it is to stand in the document; left out when undefined. */
  readonly date?: string;
  readonly author?: string;
}

/** A feed document with these items, in the format asked for. */
export function aFeed(format: FeedFormat, entries: readonly FeedEntry[], title = 'The Harbour Gazette'): string {
  return makers[format](title, entries);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const tag = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `<${name}>${escaped(value)}</${name}>`;

const makers: Readonly<Record<FeedFormat, (title: string, entries: readonly FeedEntry[]) => string>> = {
  rss: (title, entries) =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${tag('title', title)}<link>https://gazette.example/</link><description>News</description>${entries
      .map(
        ({ title: name, text, url, date, author }) =>
          `<item>${tag('title', name)}${tag('link', url)}${tag('guid', url)}${tag('description', text)}${tag('dc:creator', author)}${tag('pubDate', date)}</item>`,
      )
      .join('')}</channel></rss>`,
  atom: (title, entries) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:gazette</id>${tag('title', title)}${entries
      .map(
        ({ title: name, text, url, date, author }) =>
          `<entry>${tag('id', url ?? `urn:${name}`)}${tag('title', name)}${url === undefined ? '' : `<link href="${escaped(url)}"/>`}${tag('summary', text)}${author === undefined ? '' : `<author>${tag('name', author)}</author>`}${tag('updated', date)}</entry>`,
      )
      .join('')}</feed>`,
  rdf: (title, entries) =>
    `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/">${tag('title', title)}<link>https://gazette.example/</link><description>News</description></channel>${entries
      .map(
        ({ title: name, text, url, date, author }) =>
          `<item rdf:about="${escaped(url ?? name)}">${tag('title', name)}${tag('link', url)}${tag('description', text)}${tag('dc:creator', author)}${tag('dc:date', date)}</item>`,
      )
      .join('')}</rdf:RDF>`,
  json: (title, entries) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title,
      items: entries.map(({ title: name, text, url, date, author }) => ({
        ...{ id: url ?? name, url, title: name, content_text: text ?? '', date_published: date },
        authors: author === undefined ? [] : [{ name: author }],
      })),
    }),
};
