import type { Phrase } from '../../contract/direction.ts';
import { atStart, insideSentence } from './case-rules.ts';
import type { Words } from './words.ts';

/**
 * A phrase of fixed words around words of the material: every interpolation becomes a source. It takes care of what
 * would look wrong: a capital where a sentence begins (never in the company's name), a question mark where the
 * material asks.
 */
export function write(fixed: TemplateStringsArray, ...parts: readonly Words[]): Phrase {
  const written = parts.map((part, index) => ({ ...part, words: cased(part, fixed[index] ?? '', index === 0) }));
  let text = fixed[0] ?? '';
  written.forEach((part, index) => {
    const after = fixed[index + 1] ?? '';
    text += part.words + endOf(part, after);
  });
  return {
    text,
    sources: written.map(({ field, item, words }) => ({ field, ...(item === undefined ? {} : { item }), words })),
  };
}

/** Several phrases as one, with this between them. */
export const join = (phrases: readonly Phrase[], between: string): Phrase => ({
  text: phrases.map((phrase) => phrase.text).join(between),
  sources: phrases.flatMap((phrase) => phrase.sources),
});

function cased(part: Words, before: string, isFirst: boolean): string {
  if (part.field === 'company') return part.words;
  const beginsSentence = (isFirst && before === '') || /([.?!]”?\s+|\n|“)$/.test(before);
  if (beginsSentence) return atStart(part.words);
  return /:\s+$/.test(before) ? part.words : insideSentence(part.words);
}

function endOf(part: Words, after: string): string {
  if (part.asks) return after.replace(/^\./, '?');
  // A name like "Acme Inc." brings its own stop.
  return /[.!?]$/.test(part.words) ? after.replace(/^\./, '') : after;
}
