import { findLinksOnX } from './x-links.ts';

/* https://github.com/twitter/twitter-text/blob/master/config/v3.json: weights in hundredths of a character. */
const linkLength = 23;
const heavy = 200;
const light = 100;
const lightRanges = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;

/** The weighted length that X counts: any link 23, any emoji 2, Latin and its neighbours 1 a letter, all else 2. */
export function weightedLengthOnX(text: string): number {
  const composed = text.normalize('NFC');
  let length = 0;
  let from = 0;
  for (const link of findLinksOnX(composed)) {
    length += weigh(composed.slice(from, link.start)) + linkLength;
    from = link.end;
  }
  return length + weigh(composed.slice(from));
}

function weigh(text: string): number {
  let hundredths = 0;
  const rest = text.replace(/\p{RGI_Emoji}/gv, () => {
    hundredths += heavy;
    return '';
  });
  for (const letter of rest) hundredths += weightOf(letter.codePointAt(0) ?? 0);
  return hundredths / 100;
}

const weightOf = (code: number): number =>
  lightRanges.some(([first, last]) => code >= first && code <= last) ? light : heavy;
