import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ownWeights } from './own-weights.ts';

/** What is known of single words, emoticons and emoji: lower case → weight from −4 to 4. */
export type Lexicon = ReadonlyMap<string, number>;

let loaded: Lexicon | undefined;

/**
 * The word list: the ratings of VADER (Hutto and Gilbert 2014, MIT; from the package vader-sentiment), each the mean
 * of ten people, with our own additions and corrections on top. Read from the file at the first call, then kept: it
 * never changes while the process runs.
 */
export function lexicon(): Lexicon {
  loaded ??= readLexicon();
  return loaded;
}

function readLexicon(): Lexicon {
  const file = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt');
  const words = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word, weight] = line.split('\t');
    const value = Number(weight);
    if (word && Number.isFinite(value)) words.set(word.toLowerCase(), value);
  }
  for (const [word, weight] of Object.entries(ownWeights)) words.set(word, weight);
  return words;
}
