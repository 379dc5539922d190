const mask = '***';
const secretKey =
  /((?:^|[?&;\s"'{,])(?:[\w-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|sslkey|sslpassword|signature|sig|pass|auth)[\w-]*))(\s*(?:=|:|%3d)\s*)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^&;\s"'}]+)/gi;
const userInfo = /(:\/\/)([^/@:?#\s"']*):(.*)@/s;
const bareUserInfo = /^(\s*["']?)([^/@:?#\s"'=]+):(.*)@/s;

/**
 * A database URL, or whatever somebody put in its place, without its secrets: passwords, tokens and keys become `***`,
 * user, host and database stay readable. Never throws; gives the empty text for nothing.
 */
export function maskUrl(url: string | null | undefined): string {
  if (url === null || url === undefined) return '';
  const queryAt = url.search(/\?[\w-]+(=|%3d)/i);
  const [address, query] =
    queryAt >= 0 && !url.slice(queryAt).includes('@') ? [url.slice(0, queryAt), url.slice(queryAt)] : [url, ''];
  const withoutUserInfo = address.replace(
    address.includes('://') ? userInfo : bareUserInfo,
    (_all, start: string, user: string) => `${start}${user}:${mask}@`,
  );
  return (withoutUserInfo + query).replace(secretKey, (_all, key: string, gap: string) => `${key}${gap}${mask}`);
}
