/**
 * How likely chance alone makes a chi-square of at least `value` with one to three degrees of freedom: the closed forms
 * of the upper incomplete gamma function. Good to six digits.
 */
export function chiSquareChance(value: number, degrees: 1 | 2 | 3): number {
  if (value <= 0) return 1;
  if (degrees === 2) return Math.exp(-value / 2);
  const one = erfc(Math.sqrt(value / 2));
  return degrees === 1 ? one : one + Math.sqrt((2 * value) / Math.PI) * Math.exp(-value / 2);
}

/** Chi-square of counts against what was expected of them. */
export const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, index) => sum + (count - (expected[index] ?? 0)) ** 2 / (expected[index] ?? 1), 0);

/** The complementary error function for x ≥ 0, by its continued fraction or its series, whichever is quicker there. */
function erfc(x: number): number {
  if (x > 2) {
    let fraction = 0;
    for (let n = 40; n > 0; n -= 1) fraction = n / 2 / (x + fraction);
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
  let [term, sum] = [x, x];
  for (let n = 1; n < 40; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * sum;
}
