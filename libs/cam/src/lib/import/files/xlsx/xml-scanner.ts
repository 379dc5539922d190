import { damagedWorkbook } from './zip-entries.ts';

/** What is told of an XML text; names come without their namespace's prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: string): void;
  /** Also for an element without content. */
  close?(name: string): void;
  text?(text: string): void;
}

/** Reads an XML text piece by piece. */
export interface XmlScanner {
  push(text: string): void;
}

/** A tag or a text longer than this stands in no workbook. */
const longestToken = 8_000_000;

/**
 * Reads what workbooks are written in. Knows no DTD, so nothing in a file can expand or be fetched. Throws `invalid`
 * (`import-damaged-workbook`).
 */
export function createXmlScanner(handlers: XmlHandlers): XmlScanner {
  let rest = '';
  const tag = (text: string, from: number, end: number): void => {
    const first = text.charCodeAt(from);
    if (first === 63 || first === 33) return; // <?…> and <!…>
    if (first === 47) {
      handlers.close?.(plainName(text.slice(from + 1, end).trimEnd()));
      return;
    }
    const isEmpty = text.charCodeAt(end - 1) === 47;
    const stop = isEmpty ? end - 1 : end;
    let nameEnd = from;
    while (nameEnd < stop && text.charCodeAt(nameEnd) > 32) nameEnd += 1;
    const name = plainName(text.slice(from, nameEnd));
    handlers.open?.(name, nameEnd === stop ? '' : text.slice(nameEnd, stop));
    if (isEmpty) handlers.close?.(name);
  };
  return {
    push: (piece) => {
      const text = rest === '' ? piece : rest + piece;
      let at = 0;
      for (;;) {
        const open = text.indexOf('<', at);
        if (open === -1) break;
        const end = tagEnd(text, open);
        if (end === -1) break;
        if (open > at) handlers.text?.(unescaped(text.slice(at, open)));
        if (text.startsWith('<![CDATA[', open)) handlers.text?.(text.slice(open + 9, end - 2));
        else tag(text, open + 1, end);
        at = end + 1;
      }
      rest = text.slice(at);
      if (rest.length > longestToken) throw damagedWorkbook();
    },
  };
}

const plainName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The `>` that ends a tag, comment or CDATA section; -1 when it is not here yet. */
function tagEnd(text: string, open: number): number {
  if (text.charCodeAt(open + 1) === 33) {
    if (text.length < open + 9) return -1;
    const mark = text.startsWith('<!--', open) ? '-->' : text.startsWith('<![CDATA[', open) ? ']]>' : '>';
    const end = text.indexOf(mark, open);
    return end === -1 ? -1 : end + mark.length - 1;
  }
  for (let end = text.indexOf('>', open); ; end = text.indexOf('>', end + 1)) {
    if (end === -1) return -1;
    if (!isInQuotes(text, open, end)) return end;
  }
}

/** A `>` may stand in the value of an attribute. */
function isInQuotes(text: string, from: number, to: number): boolean {
  let opened = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if ((code === 34 || code === 39) && (opened === 0 || opened === code)) opened = opened === 0 ? code : 0;
  }
  return opened !== 0;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text as it was meant; `_x000D_` is how Excel writes a control character. */
function unescaped(text: string): string {
  const plain = text.includes('&')
    ? text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, what: string) => named[what] ?? character(what) ?? whole)
    : text;
  if (!plain.includes('_x')) return plain;
  return plain.replaceAll(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function character(what: string): string | undefined {
  if (!what.startsWith('#')) return undefined;
  const code = /^#x/i.test(what) ? Number.parseInt(what.slice(2), 16) : Number(what.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** The value of an attribute; undefined when it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(`${name}=`); at !== -1; at = attributes.indexOf(`${name}=`, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    const quote = attributes.charAt(at + name.length + 1);
    const end = attributes.indexOf(quote, at + name.length + 2);
    if ((at === 0 || before <= 32 || before === 58) && end !== -1) {
      return unescaped(attributes.slice(at + name.length + 2, end));
    }
  }
  return undefined;
}
