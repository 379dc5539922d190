/** Hands words from the one who reads a stream to the one who loops over them. */
export interface WordQueue extends AsyncIterable<string> {
  readonly put: (words: string) => void;
  /** No more will come. */
  readonly end: () => void;
}

export function createWordQueue(): WordQueue {
  const waiting: string[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  return {
    put: (words) => {
      waiting.push(words);
      wake();
    },
    end: () => {
      isOver = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const words = waiting.shift();
        if (words !== undefined) yield words;
        else if (isOver) return;
        else await new Promise<void>((done) => (wake = done));
      }
    },
  };
}
