import { connectionKeys } from './connection-keys.ts';

const shown = '***';

/** A name that says of its value that nobody may see it. */
const secretName =
  /(?:pass|pwd|(?<![a-z])pw(?![a-z])|secret|cred(?![a-z])|token|credential|signature|authorization|bearer|jwt|sslkey|(?:api|access|account|private|client|server|shared)[_ -]?key|(?<![a-z])(?:sig|key)(?![a-z])|(?<![a-z]|require_)auth(?![a-z_])|authtoken)/
    .source;

const name = `[\\w.-]*${secretName}[\\w.-]*`;
/** `=` always stands between a name and its value; a colon only where no address could have one. */
const between = `(?:\\s{0,9}=>?\\s{0,9}|\\s{0,9}:(?=[\\s"'\\\\])\\s{0,9})`;
/** The quote that may close a name, as it is written inside of another text. */
const close = `\\\\{0,4}["']?`;
/** What a value reaches to: the end, or the next name that is known; whatever stands before it may belong to the secret. */
const end = `(?=[\\s)}\\]"'>]*$|[\\s&;,?#)}(\\]|"']{1,9}(?:${connectionKeys.join('|')}|${name})["']?${between})`;
const quoted = `'(?:[^'\\\\]|\\\\[^]|'')*'${end}|"(?:[^"\\\\]|\\\\[^]|"")*"${end}`;
const pair = new RegExp(
  `(?<![\\w.-])(${name}${close}${between}|(?<![/@:])${name}${close}:(?!//)|--?${name}\\s{1,9})(?:${quoted}|[^]*?${end})`,
  'gi',
);

/** Shapes of keys that need no name. */
const bareSecrets =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|\b(?:sk|pk|rk)[-_][\w-]{16,}|\bgh[pousr]_\w{16,}|\bgithub_pat_\w{16,}|\bglpat-[\w-]{16,}|\bxox[a-z]-[\w-]{10,}|\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bAIza[\w-]{20,}|\bnpg_\w{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Masks the values of names that say secret (`password=…`, `"token": "…"`, `--api-key …`), and keys known by their shape. */
export const maskPairs = (text: string): string =>
  text
    .replace(bareSecrets, shown)
    .replace(pair, (whole: string, start: string) => (whole.length === start.length ? whole : `${start}${shown}`));
