/**
 * First words that are certainly no names, so that a text typed with a capital may stand inside a sentence. Anything
 * else keeps the case it was typed in: "German dentists" stays.
 */
const plainStarts: ReadonlySet<string> = new Set(
  (
    'a an the our their your my we you they it this that these those no not never every each all any some many most more ' +
    'less fewer better too so people owners small mid-sized large big busy independent local young new first growing ' +
    'companies businesses teams parents families women men students founders freelancers marketing sales finance ' +
    'restaurants cafés cafes shops stores clinics schools hotels agencies manufacturers retailers professionals'
  ).split(' '),
);
const plainEndings = /(ers|ors|ists|ents|ants|ing)$/;

/** The text with a capital first letter; brand spellings like iOS stay. */
export function atStart(text: string): string {
  const [first = '', second = ''] = [...text];
  const capital = first.toUpperCase();
  // "ß" has no capital of its own: it would become two letters.
  return isUpper(second) || [...capital].length !== 1 ? text : capital + text.slice(first.length);
}

/** The text as it may stand inside a sentence: lower-cased at its first letter only where that is certainly right. */
export function insideSentence(text: string): string {
  const word = /^[\p{L}-]+/u.exec(text)?.[0] ?? '';
  const rest = word.slice(1);
  const isPlain =
    rest === rest.toLowerCase() &&
    (plainStarts.has(word.toLowerCase()) || (rest.length > 4 && plainEndings.test(word)));
  return isPlain ? word.charAt(0).toLowerCase() + text.slice(1) : text;
}

const isUpper = (letter: string): boolean => letter !== letter.toLowerCase();
