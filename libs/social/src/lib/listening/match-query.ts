import type { ListeningQuery } from './listening-query.ts';
import { wordsOf } from './words-of.ts';

/** What a search looks at. */
export interface Searchable {
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly author: string | null;
  readonly language: string | null;
}

/** Whether an item is wanted by a search; a blank search (null) wants everything. */
export function matchesQuery(query: ListeningQuery | null, item: Searchable): boolean {
  if (query === null) return true;
  return matches(query, item, wordsOf(`${item.title}\n${item.text}`));
}

function matches(query: ListeningQuery, item: Searchable, words: readonly string[]): boolean {
  switch (query.is) {
    case 'words':
      return placesOf(query.words, words).length > 0;
    case 'field':
      return fieldMatches(query.field, query.value, item);
    case 'near':
      return isNear(query, words);
    case 'not':
      return !matches(query.part, item, words);
    case 'and':
      return query.parts.every((part) => matches(part, item, words));
    case 'or':
      return query.parts.some((part) => matches(part, item, words));
  }
}

/** Where a phrase begins in a text. */
function placesOf(phrase: readonly string[], words: readonly string[]): readonly number[] {
  return words.flatMap((_, at) => (phrase.every((wanted, step) => isWord(wanted, words[at + step])) ? [at] : []));
}

const isWord = (wanted: string, found: string | undefined): boolean =>
  found !== undefined && (wanted.endsWith('*') ? found.startsWith(wanted.slice(0, -1)) : found === wanted);

/** At most `within` words stand between the two, in either order. */
function isNear(query: Extract<ListeningQuery, { is: 'near' }>, words: readonly string[]): boolean {
  const { one, other, within } = query;
  const others = placesOf(other, words);
  return placesOf(one, words).some((start) =>
    others.some((place) => {
      const between = place > start ? place - (start + one.length) : start - (place + other.length);
      return between >= 0 && between <= within;
    }),
  );
}

function fieldMatches(field: 'site' | 'author' | 'lang', value: string, item: Searchable): boolean {
  if (field === 'lang') return (item.language ?? '').toLowerCase().split(/[-_]/)[0] === value.split(/[-_]/)[0];
  if (field === 'author') return placesOf(wordsOf(value), wordsOf(item.author ?? '')).length > 0;
  const host = (item.url && URL.parse(item.url)?.hostname.replace(/^www\./, '')) || '';
  const site = value.replace(/^www\./, '');
  return host === site || host.endsWith(`.${site}`);
}
