/**
 * The text with plain letters for accented ones, each for one, so that a place in it is the place in the text. Expects
 * composed letters (NFC), which `normalize('NFC')` gives.
 */
export const withoutAccents = (text: string): string =>
  text.normalize('NFC').replaceAll(/[^\p{ASCII}]/gu, (letter) => plain[letter] ?? letter.normalize('NFD')[0] ?? letter);

/** Letters with a stroke, which are no letter and an accent to Unicode. */
const plain: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D' };
