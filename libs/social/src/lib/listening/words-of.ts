/**
 * The words of a text as a search compares them: lower case, without accents and apostrophes. With `keepStar` a `*`
 * stays at the end of its word.
 */
export function wordsOf(text: string, options: { readonly keepStar?: boolean } = {}): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase();
  return folded.match(options.keepStar ? /[\p{L}\p{N}]+\*?/gu : /[\p{L}\p{N}]+/gu) ?? [];
}
