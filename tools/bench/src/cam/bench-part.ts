/** What a part of the benchmark works with. */
export interface BenchContext {
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
  /** How many leads, rows or pairs. */
  readonly rows: number;
  /** Prints one line. */
  say(text: string): void;
}

/** A measurement that can be asked for by name; both sides run in one process, and ratios are what counts. */
export interface BenchPart {
  readonly name: string;
  /** What it measures, in one line. */
  readonly what: string;
  readonly run: (context: BenchContext) => Promise<void>;
}

/** One line: what was reached, what is wanted, and whether it holds. */
export function verdict(what: string, found: number, atMost: number, unit: string): string {
  const digits = found >= 100 ? 0 : 2;
  return `  ${what}: ${found.toFixed(digits)} ${unit} (goal ${atMost} ${unit}: ${found <= atMost ? 'held' : 'MISSED'})`;
}

/** Rows in milliseconds as a person reads them. */
export const pace = (rows: number, ms: number): string =>
  `${(ms / 1000).toFixed(2)} s, ${Math.round((rows / ms) * 1000).toLocaleString('en')} rows/s`;
