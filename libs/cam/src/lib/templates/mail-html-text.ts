const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? '');

/**
 * The plain text of a mail's own HTML, as `HtmlCleaner` leaves it (well-formed, known tags): a paragraph is a paragraph,
 * a list has dashes, a link is followed by its address unless that is its text.
 */
export function textOfMailHtml(html: string): string {
  const withLinks = html.replaceAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi, (_, attributes: string, inner: string) => {
    const href = decoded(/href="([^"]*)"/i.exec(attributes)?.[1] ?? '').replace(/^(mailto|tel):/i, '');
    const text = inner.replaceAll(/<[^>]*>/g, '');
    if (href === '' || decoded(text).trim() === href) return text;
    return `${text} (${href.replaceAll('&', '&amp;').replaceAll('<', '&lt;')})`;
  });
  const lines = withLinks
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?<br\s*\/?> ?/gi, '\n')
    .replaceAll(/ ?<li[^>]*> ?/gi, '\n- ')
    .replaceAll(/ ?<hr\s*\/?> ?/gi, '\n\n')
    .replaceAll(/<\/t[dh]>/gi, ' ')
    .replaceAll(/ ?<\/?(tr|div|thead|tbody)\b[^>]*> ?/gi, '\n')
    .replaceAll(/ ?<\/?(p|ul|ol|table|blockquote|h[1-4]|pre)\b[^>]*> ?/gi, '\n\n')
    .replaceAll(/<[^>]*>/g, '');
  return decoded(lines)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
