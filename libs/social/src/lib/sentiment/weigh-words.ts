import type { SentimentWord } from '../../contract/sentiment.ts';
import type { Lexicon } from './lexicon.ts';
import { degrees, interjections, negations, sayingStarts, sayings, turns } from './modifiers.ts';
import type { Token } from './tokenise.ts';

/* How strongly context works; measured against public messages that twenty people each had rated. */
const reachWords = 3;
const negatedPraise = -0.6;
const negatedBlame = -0.2;
const shoutedAdds = 0.6;
const beforeTurn = 0.45;
const inQuestion = 0.7;
const repeatFades = 0.8;

/** A word that counts, with its place in the text. */
interface Hit extends SentimentWord {
  readonly at: number;
}

interface Found {
  readonly text: string;
  readonly base: number;
  readonly length: number;
  readonly isSaying: boolean;
}

/** Every word, emoticon, emoji and saying of a text that counts, in order, with its weight in its context. */
export function weighWords(tokens: readonly Token[], known: Lexicon): SentimentWord[] {
  const mixesCase = tokens.some((token) => token.shouted) && tokens.some((token) => /^\p{Ll}\p{L}/u.test(token.text));
  const times = new Map<string, number>();
  const hits: Hit[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = findAt(tokens, at, known);
    if (found && found.base !== 0 && !servesAnother(tokens, at, found, known)) {
      const hit = inContext({ tokens, at, found, mixesCase, earlier: times.get(found.text.toLowerCase()) ?? 0 });
      times.set(found.text.toLowerCase(), (times.get(found.text.toLowerCase()) ?? 0) + 1);
      hits.push(hit);
    }
    at += found?.length ?? 1;
  }
  return afterTurn(tokens, hits).map(({ word, base, weight, why }) => ({ word, base, weight: round(weight), why }));
}

function findAt(tokens: readonly Token[], at: number, known: Lexicon): Found | undefined {
  const first = tokens[at]?.key ?? '';
  for (const length of sayingStarts.has(first) ? [4, 3, 2] : []) {
    const part = tokens.slice(at, at + length);
    const base = sayings.get(part.map((token) => token.key).join(' '));
    if (base !== undefined) return { text: part.map((token) => token.text).join(' '), base, length, isSaying: true };
  }
  const token = tokens[at];
  const base = token && weightOf(token, known);
  return base === undefined ? undefined : { text: token?.text ?? '', base, length: 1, isSaying: false };
}

/** "loooove" is asked for as "loove" and "love" when the list does not know it as written. */
const weightOf = (token: Token, known: Lexicon): number | undefined =>
  known.get(token.key) ?? known.get(token.doubled) ?? known.get(token.plain);

/** Degree words and negations that stand before a known word work on it and do not count themselves. */
function servesAnother(tokens: readonly Token[], at: number, found: Found, known: Lexicon): boolean {
  const token = tokens[at];
  if (found.isSaying || !token) return false;
  const ahead = negations.has(token.key) ? reachWords : degrees.has(token.plain) ? 1 : 0;
  for (const next of tokens.slice(at + 1, at + 1 + ahead)) {
    if (next.closes) return false;
    if (weightOf(next, known)) return true;
  }
  return false;
}

interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  readonly found: Found;
  readonly mixesCase: boolean;
  /** How often the same word stood earlier in the text. */
  readonly earlier: number;
}

function inContext(place: Place): Hit {
  const { tokens, at, found, mixesCase, earlier } = place;
  const token = tokens[at];
  const why: string[] = [];
  let weight = found.base;
  if (token?.isWord) {
    if (token.shouted && mixesCase) {
      weight += Math.sign(weight) * shoutedAdds;
      why.push('written in capitals');
    }
    weight = modified({ ...place, weight, why });
  }
  if (earlier > 0) {
    weight /= 1 + repeatFades * earlier;
    why.push('said before');
  }
  if (asksAfter(tokens, at)) {
    weight *= inQuestion;
    why.push('in a question');
  }
  return { at, word: found.text, base: found.base, weight, why };
}

function modified({ tokens, at, found, mixesCase, weight, why }: Place & { weight: number; why: string[] }): number {
  let strength = weight;
  let negatedBy: string | undefined;
  for (let back = 1; back <= reachWords; back += 1) {
    const before = tokens[at - back];
    if (!before || before.closes) break;
    const degree = degrees.get(before.plain);
    if (degree) {
      strength += Math.sign(found.base) * (degree + (before.shouted && mixesCase ? shoutedAdds : 0));
      why.push(`${degree > 0 ? 'strengthened' : 'weakened'} by "${before.text}"`);
    }
    const turnsRound = negations.has(before.key) || before.key.endsWith("n't");
    if (turnsRound && !found.isSaying && !interjections.has(tokens[at]?.key ?? '')) {
      negatedBy = negatedBy === undefined ? before.text : undefined;
    }
  }
  if (negatedBy === undefined) return strength;
  why.push(`turned round by "${negatedBy}"`);
  return strength * (found.base > 0 ? negatedPraise : negatedBlame);
}

function asksAfter(tokens: readonly Token[], at: number): boolean {
  const end = tokens.slice(at).find((token) => token.closes && /^[.!?]/.test(token.text));
  return end?.text.startsWith('?') ?? false;
}

function afterTurn(tokens: readonly Token[], hits: readonly Hit[]): readonly Hit[] {
  const at = tokens.findIndex((token) => turns.has(token.key));
  const turn = tokens[at];
  if (!turn) return hits;
  return hits.map((hit) =>
    hit.at < at ? { ...hit, weight: hit.weight * beforeTurn, why: [...hit.why, `before "${turn.text}"`] } : hit,
  );
}

const round = (weight: number): number => Math.round(weight * 100) / 100;
