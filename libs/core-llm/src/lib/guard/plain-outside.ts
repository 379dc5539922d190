/**
 * Text from outside as a person would see it: without the characters that show nothing and that instructions hide in
 * (Unicode tags, zero-width and direction marks, control characters), and cut to a length.
 */
export function plainOutside(text: string, mostCharacters = 20_000): string {
  const visible = text
    .normalize('NFC')
    .replace(/[\u{E0000}-\u{E0FFF}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{00AD}]/gu, '')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, ' ');
  return visible.length <= mostCharacters ? visible : `${visible.slice(0, mostCharacters)} […]`;
}
