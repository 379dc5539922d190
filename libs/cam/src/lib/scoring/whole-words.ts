/** A text as lower-case words with single spaces around each, so that whole words can be looked up in it. */
export const wholeWords = (text: string): string =>
  ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** How near a text comes to one of those that are looked for, whatever their case and punctuation. */
export interface WordMatch {
  readonly kind: 'same' | 'within' | 'none';
  /** The wanted text that it is within, or that is within it. */
  readonly near: string;
}

/** Prepares the wanted texts once. The same words, else one within the other as whole words. */
export function wordMatcher(wanted: readonly string[]): (text: string) => WordMatch {
  const prepared = wanted.map((text) => ({ text, words: wholeWords(text) })).filter(({ words }) => words.trim() !== '');
  return (text) => {
    const words = wholeWords(text);
    const isEmpty = words.trim() === '';
    if (!isEmpty && prepared.some((each) => each.words === words)) return { kind: 'same', near: text };
    const near = isEmpty
      ? undefined
      : prepared.find((each) => words.includes(each.words) || each.words.includes(words));
    return near ? { kind: 'within', near: near.text } : { kind: 'none', near: '' };
  };
}
