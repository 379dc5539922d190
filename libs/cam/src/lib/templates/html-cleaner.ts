import { textOfMailHtml } from './mail-html-text.ts';

/** HTML as it may stand in a mail. */
export interface CleanHtml {
  readonly html: string;
  /** The same for those who read plain text: links keep their addresses. */
  readonly plain: string;
  /** What was left out, each once, as a person would say it: `script`, `onclick`. */
  readonly removed: readonly string[];
}

/**
 * Leaves of HTML what a letter needs: paragraphs, lists, tables, links, emphasis. No scripts, forms, frames, styles that
 * load something, and no images: most mail programs do not show them, and one of a single pixel would spy on the reader.
 */
export interface HtmlCleaner {
  clean(html: string): CleanHtml;
}

const tags = [
  ...['p', 'br', 'div', 'span', 'a', 'strong', 'b', 'em', 'i', 'u', 's', 'small', 'sub', 'sup', 'blockquote', 'hr'],
  ...['ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'table', 'thead', 'tbody', 'tr', 'td', 'th', 'code', 'pre'],
];
/** The frame of a whole document is not kept, but nobody needs to hear of it. */
const silent = ['html', 'head', 'body', 'meta', 'title', '!doctype'];
const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\))$/i;
const length = /^(\d{1,3}(\.\d{1,2})?(px|em|rem|%)?\s*){1,4}$/;
const styles: Readonly<Record<string, RegExp>> = {
  ...{ color: colour, 'background-color': colour, 'text-align': /^(left|right|center|justify)$/ },
  ...{ 'font-weight': /^(bold|normal|\d{3})$/, 'font-style': /^(italic|normal)$/, 'font-size': length },
  ...{ 'text-decoration': /^(underline|none)$/, 'line-height': length, margin: length, padding: length },
  ...{ 'font-family': /^[\w\s,'"-]{1,200}$/ },
};

/** Of a `style`, what is about letters and room, and loads nothing. */
const calmStyle = (style: string): string =>
  style
    .split(';')
    .map((each) => each.split(':').map((part) => part.trim()))
    .filter(([name = '', value = '', ...more]) => more.length === 0 && styles[name.toLowerCase()]?.test(value))
    .map((pair) => pair.join(':'))
    .join(';');

/** Their text goes with them. */
const withTheirText = ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'iframe', 'object', 'svg'];

/** Loads the library that reads HTML at its first use. */
export async function openHtmlCleaner(): Promise<HtmlCleaner> {
  const { default: sanitize } = await import('sanitize-html');
  return {
    clean: (source) => {
      const removed = new Set<string>();
      const html = sanitize(source, {
        allowedTags: tags,
        allowedAttributes: { '*': ['style', 'dir', 'lang'], a: ['href', 'title'], td: ['colspan', 'rowspan'] },
        parseStyleAttributes: false,
        transformTags: {
          '*': (tagName, { style, ...attribs }) => {
            const calm = style === undefined ? '' : calmStyle(style);
            return { tagName, attribs: calm === '' ? attribs : { ...attribs, style: calm } };
          },
        },
        allowedSchemes: ['https', 'http', 'mailto', 'tel'],
        allowProtocolRelative: false,
        nonTextTags: withTheirText,
        onOpenTag: (name, attributes) => {
          if (!tags.includes(name) && !silent.includes(name)) removed.add(name);
          for (const each of Object.keys(attributes)) if (/^on/i.test(each)) removed.add(each);
          if (/^\s*(javascript|data|vbscript):/i.test(attributes['href'] ?? ''))
            removed.add('a link that runs a script');
        },
      }).trim();
      return { html, plain: textOfMailHtml(html), removed: [...removed] };
    },
  };
}
