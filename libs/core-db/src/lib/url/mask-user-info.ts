import { connectionKeys } from './connection-keys.ts';

const shown = '***';
/** Where the first address begins: behind a blank, quote, bracket, comma or equals sign, or at the very beginning. */
const anyAddress = /(?<=^|[\s"'`(<[{,;|=“”‘’])(?:(?:jdbc|r2dbc)(?::[a-z][\w+.-]*)+|[a-z][\w+.-]*):\/\//i;
/** Where another one begins: with a scheme that is known, for a password may hold `x://` too. */
const nextAddress =
  /(?<=[\s"'`(<[{,;|=“”‘’])(?:(?:jdbc|r2dbc):)?(?:postgres(?:ql)?|sqlite|mysql|mariadb|mongodb|redis|https?|libsql)(?:\+\w+)?:\/\//gi;
const knownQuery = new RegExp(`\\?(?:${connectionKeys.join('|')})=`, 'i');
/** A scheme that is known, although its slashes are not as they should be. */
const knownScheme =
  /^\s*(?:(?:export\s+)?\w+\s*=\s*|psql\s+)?["'“”‘’]?(?:(?:jdbc:)?(?:postgres(?:ql)?|sqlite|file|mysql|mariadb)(?:\+\w+)?:[/\\]+|jdbc:oracle:\w+:)/i;
/** A list of `name=value`, as libpq, ADO and JSON have it: what is secret in it stands behind a name. */
const pairList = new RegExp(`^[^:@/]*?(?:^|[\\s"'“‘{;=])(?:${connectionKeys.join('|')})["']?\\s*[=:]`, 'i');

/** Masks the password between user and host, however malformed the address is; without any address, in the whole text. */
export function maskUserInfo(text: string): string {
  const first = anyAddress.exec(text);
  // A colon before it belongs to prose ("Error: postgres://…"), or to a password that holds something like an address.
  if (first && !/:(?!\s|$)/.test(text.slice(0, first.index)))
    return text.slice(0, first.index) + first[0] + maskRegions(text.slice(first.index + first[0].length));
  const at = text.indexOf('://');
  return at >= 0 && text.indexOf(':') === at
    ? text.slice(0, at + 3) + maskRegions(text.slice(at + 3))
    : maskWithoutScheme(text);
}

/** What stands behind the first `://`, with every further address in it. */
function maskRegions(text: string): string {
  const next = [...text.matchAll(nextAddress)];
  const ends = [...next.map(({ index }) => index), text.length];
  let masked = maskRegion(text.slice(0, ends[0]));
  for (const [index, start] of next.entries()) {
    masked += start[0] + maskRegion(text.slice(start.index + start[0].length, ends[index + 1]));
  }
  return masked;
}

/** What stands behind one `://`. */
function maskRegion(region: string): string {
  const end = endOfUserInfo(region);
  if (end < 0) return maskCutAddress(region);
  return maskColon(region.slice(0, end)) + region.slice(end);
}

/** The last `@`, unless it belongs to a query that nobody could take for a password; -1 without one. */
function endOfUserInfo(region: string): number {
  const query = region.search(knownQuery);
  const address = query >= 0 ? region.slice(0, query) : region;
  const inAddress = address.lastIndexOf('@');
  const isWhole =
    query >= 0 && /^(?:\[[\da-f:.%]*\]|[^:?#[\]]*)(?::\d{1,5})?(?:\/[^?#]*)?$/i.test(address.slice(inAddress + 1));
  return isWhole ? inAddress : region.lastIndexOf('@');
}

/** `user:password` with the password masked, also when the colon is percent-encoded. */
function maskColon(userInfo: string): string {
  const colon = /:|%(?:25)*3a/i.exec(userInfo);
  if (!colon) return userInfo;
  const password = userInfo.slice(colon.index + colon[0].length);
  return userInfo.slice(0, colon.index + colon[0].length) + (password === '' ? '' : shown);
}

/** `user:pass` without a host, because something cut it off: what stands where a port would is no number. */
function maskCutAddress(region: string): string {
  const hosts =
    /^(?:(?:\[[^\]]*\]|[^:/?#,;\s]*)(?::\d{1,5}(?![^/?#,;\s"'”’)>\]}]))?(?:,|(?=[/?#;\s"'”’)>\]}]|$)))+/.exec(region);
  return hosts ? region : maskColon(region);
}

/** A text without `://`: an address that lost its scheme or a slash, or a word. */
function maskWithoutScheme(text: string): string {
  if (pairList.test(text)) return text.replace(/([\w.-]+):[^\s@;,=]+@/g, `$1:${shown}@`);
  const scheme = knownScheme.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  const end = rest.lastIndexOf('@');
  if (end >= 0 && /^\s*["']?(?:sqlite|file)/i.test(scheme) && !rest.slice(0, end).includes(':')) return text;
  if (end >= 0) return scheme + maskBeforeAt(rest.slice(0, end)) + rest.slice(end);
  if (scheme !== '' || /\s/.test(text.trim())) return text;
  return maskBareWord(text);
}

/** `user:password`, or `user/password` and `user password` as other stacks write it. */
function maskBeforeAt(userInfo: string): string {
  return userInfo.includes(':') || /%(?:25)*3a/i.test(userInfo)
    ? maskColon(userInfo)
    : userInfo.replace(/^(\s*["'“‘]?[\w.-]+[/ \\])[^]+$/, `$1${shown}`);
}

function maskBareWord(text: string): string {
  const [, scheme = ''] = /^\s*["'“‘]?([a-z][\w+.-]*):/i.exec(text) ?? [];
  if (/^(?:sqlite|file|postgres(?:ql)?|[a-z])$/i.test(scheme)) return text;
  if (/^[^:]*:\d{1,5}(?:$|[/?#,"'”’])/.test(text)) return text;
  if (text.includes('":')) return text;
  if (text.includes(':')) return maskColon(text);
  return looksLikePlace(text.replace(/["'“”‘’\s]/g, '')) ? text : shown;
}

/** A path, a file or a word of this page; anything else that stands alone may be a secret. */
const looksLikePlace = (word: string): boolean =>
  !/^(?=.*\d)(?=.*[A-Z])[\w+/-]{20,}=*$/.test(word) &&
  (/^[~./\\]|^\w:|[/\\]|\.\w{1,8}$|\w=[^=]|\*/.test(word) ||
    /^(?:localhost|postgres(?:ql)?|sqlite|file)?$/i.test(word));
