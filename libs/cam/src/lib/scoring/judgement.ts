/** What one factor is worth for one lead, in whole hundredths: sums of products then have no rounding in them. */
export interface Judgement {
  readonly hundredths: number;
  readonly isKnown: boolean;
  /** One plain sentence; made when somebody asks. */
  readonly why: () => string;
}

/** An unknown counts neutrally and says so. */
export const unknown = (why: string): Judgement => ({
  hundredths: 50,
  isKnown: false,
  why: () => `${why} Counted as neutral.`,
});

export const known = (hundredths: number, why: () => string): Judgement => ({ hundredths, isKnown: true, why });

/** Values that are kept for each text; lists repeat their titles, industries and places. */
const mostKept = 20_000;

/** Judges each text once. */
export function remembered(judge: (text: string) => Judgement): (text: string) => Judgement {
  const kept = new Map<string, Judgement>();
  return (text) => {
    const found = kept.get(text);
    if (found) return found;
    if (kept.size >= mostKept) kept.clear();
    const judgement = judge(text);
    kept.set(text, judgement);
    return judgement;
  };
}
