/*
 * Jaro and Winkler's measure, written for millions of short texts: it allocates nothing. The packages that have it make
 * arrays at each call or are looked after no more. W. E. Winkler, “String Comparator Metrics and Enhanced Decision Rules
 * in the Fellegi-Sunter Model of Record Linkage”, 1990, with the usual prefix of at most 4 letters and weight .1, which
 * counts only where the texts are alike already (≥ .7).
 */

/** Letters of a text that are compared; what is longer differs in its beginning or not at all. */
const longest = 64;
const taken = new Uint8Array(longest);
const matchedLeft = new Uint16Array(longest);
const matchedRight = new Uint16Array(longest);

/** How alike two texts are, 0 to 1. `martha` and `marhta`: .961. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  const jaro = jaroOf(left, right);
  if (jaro < 0.7) return jaro;
  const most = Math.min(4, left.length, right.length);
  let prefix = 0;
  while (prefix < most && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(left: string, right: string): number {
  const leftLength = Math.min(left.length, longest);
  const rightLength = Math.min(right.length, longest);
  if (leftLength === 0 || rightLength === 0) return 0;
  const reach = Math.max(0, (Math.max(leftLength, rightLength) >> 1) - 1);
  const matches = findMatches(left, leftLength, right, rightLength, reach);
  if (matches === 0) return 0;
  let transposed = 0;
  for (let index = 0; index < matches; index += 1) if (matchedLeft[index] !== matchedRight[index]) transposed += 1;
  return (matches / leftLength + matches / rightLength + (matches - transposed / 2) / matches) / 3;
}

/** Fills the two lists of letters that have a partner within reach, each in its own order; gives how many. */
function findMatches(left: string, leftLength: number, right: string, rightLength: number, reach: number): number {
  taken.fill(0, 0, rightLength);
  let matches = 0;
  for (let at = 0; at < leftLength; at += 1) {
    const letter = left.charCodeAt(at);
    const to = Math.min(at + reach + 1, rightLength);
    for (let other = Math.max(0, at - reach); other < to; other += 1) {
      if (taken[other] === 1 || right.charCodeAt(other) !== letter) continue;
      taken[other] = 1;
      matchedLeft[matches] = letter;
      matches += 1;
      break;
    }
  }
  for (let other = 0, at = 0; other < rightLength; other += 1) {
    if (taken[other] === 1) matchedRight[at++] = right.charCodeAt(other);
  }
  return matches;
}
