import { topLevelDomains } from './top-level-domains.ts';

/** Where a link stands in a text, in UTF-16 units. */
export interface LinkPlace {
  readonly start: number;
  readonly end: number;
}

/* The grammar of X's text library, in our own words: what it takes for a link, it counts as one, whatever its length. */
const latin = String.raw`a-z0-9\xC0-\xD6\xD8-\xF6\xF8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF`;
const markers = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`;
const inDomain = String.raw`[^\s!'#%&()*+,\-./:;<=>?@\[\\\]^_{|}~$\uFFFE\uFEFF\uFFFF${markers}]`;
const inPath = String.raw`[${latin}\u0400-\u04FF!*';:=+,.$/%#\[\]\-\u2013_~@|&]`;
const pathEnd = String.raw`[${latin}\u0400-\u04FF+\-=_#/]`;
const bracketed = String.raw`\(${inPath}*(?:\(${inPath}+\)${inPath}*)?\)`;
const query = String.raw`\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]`;
const longestMeasured = 4096;
const longestLabel = 63;
const longestShortLink = 40;

let built: { readonly link: RegExp; readonly latinDomain: RegExp } | undefined;

function patterns(): { readonly link: RegExp; readonly latinDomain: RegExp } {
  if (built) return built;
  const names = [...topLevelDomains].sort((one, other) => other.length - one.length).join('|');
  const ending = String.raw`(?:(?:${names})(?![0-9a-z@+\-])|xn--[\-0-9a-z]+)`;
  const domain = String.raw`(?:${inDomain}+(?:[_\-]+${inDomain}+)*\.)*${inDomain}+(?:-+${inDomain}+)*\.${ending}`;
  const path = String.raw`/(?:${inPath}*(?:${bracketed}${inPath}*)*(?:${pathEnd}|${bracketed})|@${inPath}+/)*`;
  built = {
    link: new RegExp(
      String.raw`(?<=[^a-z0-9@＠$#＃\uFFFE\uFEFF\uFFFF]|[${markers}]|^)(?<scheme>https?://)?(?<domain>${domain})(?::\d+)?(?<path>${path})?(?:${query})?`,
      'giu',
    ),
    latinDomain: new RegExp(String.raw`(?:[\-${latin}]+\.)+${ending}`, 'giu'),
  };
  return built;
}

/** The links that X would count in a text, in order. */
export function findLinksOnX(text: string): readonly LinkPlace[] {
  if (!text.includes('.')) return [];
  const { link, latinDomain } = patterns();
  return [...text.matchAll(link)].flatMap((match) => {
    const { scheme = '', domain = '', path } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (!hasShortLabels(domain) || match[0].length + (scheme ? scheme.length : 8) > longestMeasured) return [];
    if (scheme) return shortLink(match[0], start) ?? [{ start, end }];
    if (/[-_./]$/.test(text.slice(0, start))) return [];
    const names = [...domain.matchAll(latinDomain)].map((name) => ({
      start: start + name.index,
      end: start + name.index + name[0].length,
    }));
    const last = names.at(-1);
    return path && last ? [...names.slice(0, -1), { start: last.start, end }] : names;
  });
}

/** A t.co link ends with its letters, and is none when they are too many. */
function shortLink(link: string, start: number): readonly LinkPlace[] | undefined {
  const match = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/i.exec(link);
  if (!match) return undefined;
  return (match[1]?.length ?? 0) > longestShortLink ? [] : [{ start, end: start + match[0].length }];
}

function hasShortLabels(domain: string): boolean {
  return domain.split('.').every((label) => asciiLength(label) <= longestLabel);
}

function asciiLength(label: string): number {
  if (/^[\x20-\x7f]*$/.test(label)) return label.length;
  const url = URL.parse(`http://${label}.com`);
  return url ? url.hostname.length - '.com'.length : label.length;
}
