import type { QcRule } from '../qc-input.ts';

/** Whether a word stands in the text that the client never wants to read: as whole words, in any case. */
export const bannedWords: QcRule = {
  id: 'banned-words',
  title: 'No word that the client has banned',
  severity: 'BLOCKER',
  run: ({ text, bannedWords: banned }) => {
    if (banned.length === 0) return { outcome: 'PASS', why: 'The client has banned no word.' };
    const found = banned.filter((word) => word.trim() !== '' && occurs(word, text));
    if (found.length === 0) return { outcome: 'PASS', why: `None of ${banned.length} banned words was found.` };
    return { outcome: 'FAIL', why: `Banned by the client: ${found.map((word) => `"${word}"`).join(', ')}.`, found };
  },
};

function occurs(word: string, text: string): boolean {
  const literal = word
    .trim()
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu').test(text.normalize('NFC'));
}
