import type { LlmAsk, LlmDoor } from '../lib/ports/llm-door.ts';

/** An ask that went through, and how it was settled; null while it is under way. */
export interface PassedAsk {
  readonly ask: LlmAsk;
  readonly settled: { readonly outcome: 'ANSWERED' | 'FAILED'; readonly reasons: readonly string[] } | null;
}

/** A door that lets everything out and writes down what: what specs use in place of the house's own. */
export function openDoor(): LlmDoor & { readonly passed: () => readonly PassedAsk[] } {
  const passed: PassedAsk[] = [];
  return {
    passed: () => passed,
    ask: async (ask) => {
      const place = passed.push({ ask, settled: null }) - 1;
      return {
        ok: true,
        passage: {
          fetch: (input, init) => fetch(input, init),
          settle: async (outcome, reasons) => {
            passed[place] = { ask, settled: { outcome, reasons } };
          },
        },
      };
    },
  };
}
