/** What a language model cost, in words: "$0.0042", "below $0.0001", "price not known". */
export function dollars(microUsd: number | null): string {
  if (microUsd === null) return 'price not known';
  if (microUsd > 0 && microUsd < 100) return 'below $0.0001';
  return `$${(microUsd / 1e6).toFixed(microUsd !== 0 && microUsd < 10_000 ? 4 : 2)}`;
}
