import type { QcRule } from '../qc-input.ts';

/** Whether the text shouts: most of its words in capitals, or marks in a row. */
export const shouting: QcRule = {
  id: 'shouting',
  title: 'The text does not shout',
  severity: 'MINOR',
  run: ({ text }) => {
    const found = [...new Set(text.match(/[!?]{2,}/g) ?? [])];
    const words = text.match(/\p{L}{4,}/gu) ?? [];
    const loud = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
    if (loud.length > 2 && loud.length * 2 > words.length) found.push(...loud.slice(0, 5));
    if (found.length === 0) return { outcome: 'PASS', why: 'It speaks at a normal voice.' };
    return { outcome: 'WARN', why: `It shouts: ${found.join(' ')}`, found };
  },
};
