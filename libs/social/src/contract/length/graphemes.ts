let segmenter: Intl.Segmenter | undefined;

/** What a reader would call characters: a family emoji or a letter with its accents is one (Unicode UAX 29). */
export function countGraphemes(text: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}
