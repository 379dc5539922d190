/** Words after a number that multiply it, in the languages of the lists we know. */
const scales: readonly { readonly words: RegExp; readonly factor: number }[] = [
  { words: /^(k|tsd|thousand|tausend|mille|mil)$/, factor: 1e3 },
  { words: /^(m|mm|mn|mio|million|millions|millionen|millones|milioni|mln)$/, factor: 1e6 },
  { words: /^(b|bn|mrd|billion|billions|milliarde|milliarden|milliard|milliards|mld)$/, factor: 1e9 },
];

const quantity = /(\d[\d.,'’\s]*)\s*([a-z]+)?/gu;

/** Numbers in a text, each with its scale; a range without a scale on its first end takes that of the last. */
function numbersIn(text: string): readonly number[] {
  const found = [...text.toLowerCase().matchAll(quantity)].map(([, digits = '', word = '']) => ({
    value: parseDigits(digits.trim(), scaleOf(word) !== 1),
    factor: scaleOf(word),
  }));
  const last = found.at(-1)?.factor ?? 1;
  return found
    .map(({ value, factor }) => value * (factor === 1 ? last : factor))
    .filter((value) => Number.isFinite(value));
}

const scaleOf = (word: string): number => scales.find(({ words }) => words.test(word))?.factor ?? 1;

/** `1.234.567`, `1,234,567`, `1 234`, `1.5`, `1,5`: the last mark is the decimal one unless it groups thousands. */
function parseDigits(digits: string, isScaled: boolean): number {
  const plain = digits.replaceAll(/['’\s]/g, '').replace(/[.,]+$/, '');
  const marks = plain.match(/[.,]/g) ?? [];
  const mark = marks.at(-1);
  if (mark === undefined) return Number(plain);
  const isMixed = new Set(marks).size === 2;
  const tail = plain.slice(plain.lastIndexOf(mark) + 1);
  const groups = !isMixed && (marks.length > 1 || (tail.length === 3 && !isScaled));
  if (groups) return Number(plain.replaceAll(/[.,]/g, ''));
  return Number(`${plain.slice(0, plain.lastIndexOf(mark)).replaceAll(/[.,]/g, '')}.${tail}`);
}

const middle = (numbers: readonly number[]): number | null => {
  const [first, second = first] = numbers;
  return first === undefined || second === undefined ? null : (first + second) / 2;
};

/** A number of people: `51-200` is the middle of the range, `10,001+` its beginning; null when there is no number. */
export function parsePeople(text: string): number | null {
  const people = middle(numbersIn(text).slice(0, 2));
  return people === null || people < 0 || people > 10_000_000 ? null : Math.round(people);
}

/** A yearly amount in cents: `$5M`, `1,2 Mio €`, `1-5 million`; null when there is no number. */
export function parseAmountCents(text: string): number | null {
  const amount = middle(numbersIn(text).slice(0, 2));
  return amount === null || amount < 0 || amount > 10_000_000_000_000 ? null : Math.round(amount * 100);
}
