const placeholders: readonly RegExp[] = [
  /\b(TBD|TBA|TBC|TODO|FIXME|tbd|tba)\b/,
  /\blorem ipsum\b/i,
  /[[\]]|\{\{|\}\}/,
  /\b(pillar|headline|hook|benefit) \d+\b/i,
  /^(n\/?a|none|unknown|x+|[?.…\-–—\s]+)$/i,
];

/** Whether a text only holds a place. Such material counts as not given, and nothing composed may look like it. */
export const isPlaceholder = (text: string): boolean => placeholders.some((pattern) => pattern.test(text.trim()));

/** A test for texts that use one of these words: whole words, any case. Returns the word found. */
export function bannedWordIn(banned: readonly string[]): (text: string) => string | undefined {
  const words = banned.map((word) => word.trim()).filter((word) => word !== '');
  const patterns = words.map((word) => ({
    word,
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word).replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`, 'iu'),
  }));
  return (text) => patterns.find(({ pattern }) => pattern.test(text.normalize('NFC')))?.word;
}

const escaped = (word: string): string => word.normalize('NFC').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
