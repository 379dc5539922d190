import { invalid } from '@aicmo/core-kernel';
import { wordsOf } from './words-of.ts';

/** A parsed search. */
export type ListeningQuery =
  | { readonly is: 'words'; readonly words: readonly string[] }
  | { readonly is: 'field'; readonly field: QueryField; readonly value: string }
  | { readonly is: 'near'; readonly one: readonly string[]; readonly other: readonly string[]; readonly within: number }
  | { readonly is: 'not'; readonly part: ListeningQuery }
  | { readonly is: 'and' | 'or'; readonly parts: readonly ListeningQuery[] };

type QueryField = 'site' | 'author' | 'lang';

const pieces = /\s+|"([^"]*)"|\(|\)|-(?=["\p{L}\p{N}(])|(?:site|author|lang):(?:"[^"]*"|[^\s()]+)|[^\s()"]+|"/giu;

/**
 * Parses a search: words (all of them wanted), "phrases", AND, OR, NOT or a minus, brackets, `NEAR/n`, a `*` at the end
 * of a word, `site:`, `author:`, `lang:`. Operators are in capitals. NOT binds most, then NEAR, AND, OR. null for a
 * blank search, which wants everything. Throws `invalid` (`query-…`) and says what is missing where.
 */
export function parseListeningQuery(text: string): ListeningQuery | null {
  const tokens = (text.match(pieces) ?? []).filter((piece) => piece.trim() !== '');
  if (tokens.length === 0) return null;
  const reader = { tokens, at: 0 };
  const query = anyOf(reader);
  const rest = reader.tokens[reader.at];
  if (rest !== undefined) throw faulty(`a "${rest}" that closes nothing`, 'Take it away, or open it before.');
  return query;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function anyOf(reader: Reader): ListeningQuery {
  const parts = [allOf(reader)];
  while (reader.tokens[reader.at] === 'OR') {
    reader.at += 1;
    parts.push(allOf(reader));
  }
  return joined('or', parts);
}

function allOf(reader: Reader): ListeningQuery {
  const parts = [near(reader)];
  for (;;) {
    const next = reader.tokens[reader.at];
    if (next === undefined || next === 'OR' || next === ')') return joined('and', parts);
    if (next === 'AND') reader.at += 1;
    parts.push(near(reader));
  }
}

function near(reader: Reader): ListeningQuery {
  const one = single(reader);
  const operator = /^NEAR\/(\d{1,3})$/.exec(reader.tokens[reader.at] ?? '');
  if (!operator) return one;
  reader.at += 1;
  const other = single(reader);
  if (one.is !== 'words' || other.is !== 'words') {
    throw faulty(`${operator[0]} beside something that is no word`, 'It stands between two words or phrases.');
  }
  return { is: 'near', one: one.words, other: other.words, within: Number(operator[1]) };
}

function single(reader: Reader): ListeningQuery {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined)
    throw faulty('an end where a word was expected', 'Write what comes after the last operator.');
  if (token === 'NOT' || token === '-') return { is: 'not', part: single(reader) };
  if (token === '(') return bracketed(reader);
  if (token === ')' || /^(?:AND|OR|NEAR\/\d+)$/.test(token)) {
    throw faulty(`"${token}" where a word was expected`, 'Write a word or a phrase on both sides of it.');
  }
  if (token === '"') throw faulty('a quotation mark that is not closed', 'Add the closing one.');
  const field = /^(site|author|lang):(.+)$/i.exec(token);
  if (field) return fieldOf(field[1] ?? '', field[2] ?? '');
  const words = wordsOf(token, { keepStar: true });
  if (words.length === 0) throw faulty(`"${token}", in which there is no word`, 'Search for letters or numbers.');
  return { is: 'words', words };
}

function bracketed(reader: Reader): ListeningQuery {
  const inner = anyOf(reader);
  if (reader.tokens[reader.at] !== ')') throw faulty('a bracket that is not closed', 'Add the closing one.');
  reader.at += 1;
  return inner;
}

const fieldOf = (field: string, value: string): ListeningQuery => ({
  is: 'field',
  field: field.toLowerCase() as QueryField, // the pattern knows no other
  value: value.replaceAll('"', '').trim().toLowerCase(),
});

const joined = (is: 'and' | 'or', parts: readonly ListeningQuery[]): ListeningQuery =>
  parts.length === 1 && parts[0] ? parts[0] : { is, parts };

const faulty = (found: string, remedy: string): Error =>
  invalid({ code: 'query-faulty', message: `The search has ${found}. ${remedy}` });
