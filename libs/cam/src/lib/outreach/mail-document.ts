const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Addresses of pages and of mailboxes; a full stop or bracket at the end belongs to the sentence. */
const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

function withLinks(line: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const found of line.matchAll(address)) {
    const target = found[0].includes('://') ? found[0] : `mailto:${found[0]}`;
    parts.push(escaped(line.slice(from, found.index)), `<a href="${escaped(target)}">${escaped(found[0])}</a>`);
    from = found.index + found[0].length;
  }
  return [...parts, escaped(line.slice(from))].join('');
}

const paragraph = (text: string): string => `<p>${text.split('\n').map(withLinks).join('<br>')}</p>`;

/** Clean HTML as the HTML part of a mail: with the signature and the footer, whose addresses become links. */
export function mailDocument(html: string, signature: string, footer: string): string {
  const end = footer.replace(/^--\n/, '');
  return [
    '<!doctype html>',
    '<html><head><meta charset="utf-8"></head><body>',
    html,
    ...(signature === '' ? [] : [paragraph(signature)]),
    `<hr>${paragraph(end)}`,
    '</body></html>',
    '',
  ].join('\n');
}
