import type { QcRule } from '../qc-input.ts';

/** Whether every sentence stands in the text that has to. */
export const disclaimers: QcRule = {
  id: 'disclaimers',
  title: 'Every required disclaimer is there',
  severity: 'BLOCKER',
  run: ({ text, requiredDisclaimers }) => {
    const even = evenly(text);
    const missing = requiredDisclaimers.filter((sentence) => !even.includes(evenly(sentence)));
    if (missing.length > 0)
      return { outcome: 'FAIL', why: `Missing: ${missing.map((each) => `"${each}"`).join(', ')}.` };
    if (requiredDisclaimers.length === 0) return { outcome: 'PASS', why: 'The client requires none.' };
    return { outcome: 'PASS', why: 'All of them were found.' };
  },
};

const evenly = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
