/**
 * The words of an HTML message, a line for each block. What mail programs mark as quoted is cut off first: it is what we
 * wrote. Linear in the length, whatever the HTML is like; it is read, never shown.
 */
export function textOfHtml(html: string): string {
  const own = html.slice(0, quoteStart(html));
  const words = withoutTags(
    withoutElements(own).replaceAll(/<(br|\/p|\/div|\/tr|\/li|\/h[1-6]|hr)\b[^<>]{0,1000}>/gi, '\n'),
  );
  return decodeEntities(words)
    .split('\n')
    .map((line) => line.replaceAll(/[\s\u00a0]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Elements whose inside nobody reads. One that is never closed takes the rest with it, as in a browser. */
function withoutElements(html: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const open of html.matchAll(/<(script|style|head|title)\b/gi)) {
    if (open.index < from) continue;
    kept.push(html.slice(from, open.index), ' ');
    const close = new RegExp(`</${open[1] ?? ''}\\s{0,9}>`, 'gi');
    close.lastIndex = open.index;
    const end = close.exec(html);
    if (end === null) return kept.join('');
    from = end.index + end[0].length;
  }
  return [...kept, html.slice(from)].join('');
}

/** Without everything between angle brackets; one that is never closed is text. By searching forwards only. */
function withoutTags(html: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', from)) {
    const close = html.indexOf('>', open);
    if (close === -1) break;
    kept.push(html.slice(from, open));
    from = close + 1;
  }
  return [...kept, html.slice(from)].join('');
}

/** How Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and Proton mark where the quoted message begins. */
const quoteMarks =
  /<(?:div|blockquote|p|span)[^>]{0,300}(?:gmail_quote|divRplyFwdMsg|appendonsend|yahoo_quoted|moz-cite-prefix|protonmail_quote|type="?cite)/i;

function quoteStart(html: string): number {
  const at = quoteMarks.exec(html)?.index;
  // A quotation at the very top has the answer below it: then the text is cut by its lines instead.
  return at !== undefined && at > 0 && /\p{L}{2}/u.test(withoutTags(html.slice(0, at))) ? at : html.length;
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß' },
  ...{ Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', ntilde: 'ñ' },
  ...{ aacute: 'á', iacute: 'í', oacute: 'ó', uacute: 'ú', atilde: 'ã', otilde: 'õ', ecirc: 'ê', acirc: 'â' },
  ...{ aring: 'å', oslash: 'ø', aelig: 'æ', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”', ndash: '–', mdash: '—' },
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
