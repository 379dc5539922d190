import type { SentinelReport } from '@aicmo/core-kernel';

/** One check that is asked for. */
export interface HouseQuestion {
  readonly library: string;
  readonly id: string;
  /** How long it may take by itself, in ms. */
  readonly timeoutMs: number;
}

/** The questions as lines; both ends are ours. */
export const HouseQuestion = {
  parse: (line: string): HouseQuestion => JSON.parse(line) as HouseQuestion, // written by `format` below
  format: (question: HouseQuestion): string => `${JSON.stringify(question)}\n`,
};

/** How often the process says that it is alive, in ms; one that is stuck in a library or a query does not. */
export const beatMs = 400;

/** What comes back: a beat at the start and ever again, and one line for each question; null for a check that is not there. */
export type HouseAnswer = { readonly beat: true } | { readonly id: string; readonly report: SentinelReport | null };

/** Undefined for a cut line. */
export function parseHouseAnswer(line: string): HouseAnswer | undefined {
  try {
    return JSON.parse(line) as HouseAnswer; // written by house-program.ts, on a pipe of ours
  } catch {
    // It died in the middle of a line.
    return undefined;
  }
}
