import { writtenForms } from './known-secrets.ts';

/** What stands where something was hidden; always the same length, so that it tells nothing about the secret's. */
const hidden = '•••';

const secretKey =
  /pass(word|phrase|wd)?$|secret|token|authorization|cookie|api[-_]?key|private[-_]?key|credential|^signature$|^sig$/i;
/** Where a person's words stand: the log says how much there was, never what. */
const contentKey = /^(body|html|text|raw|mime|content|message_?body|rendered)$/i;
const urlPassword = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]*@/gi;
const queryKey =
  /((?:^|[?&;\s])(?:password|pass|sslpassword|api_?key|access_token|token|secret|sslkey|sig)=)[^\s&#"']+/gim;
const tokenShape =
  /\b(?:sk-[\w-]{8,}|gh[pousr]_\w{16,}|xox[abprs]-[\w-]{8,}|AKIA[A-Z0-9]{12,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)|(?<=Bearer\s)[\w.~+/=-]{8,}/g;
const privateKeyBlock = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Hides secrets at the one place where something leaves for a log, a screen or a report. */
export interface Redactor {
  /** A text without the known secrets, however they are written; everything else stays as it is. */
  values(found: string): string;
  /** A text without passwords in addresses, known secrets (also encoded) and what looks like a token or key. */
  text(found: string): string;
  /** Facts, as deep as they go, by key and by value; an error becomes name, code and redacted message. */
  facts(found: unknown): unknown;
}

export interface RedactorOptions {
  /** Hides the words of messages too (`body`, `html`, `text`…), telling only their length. True by default. */
  readonly hideContent?: boolean;
}

/** A redactor that also knows these secrets; those under 6 characters are left out, they would hide ordinary words. */
export function createRedactor(
  secrets: readonly (string | undefined)[] = [],
  { hideContent = true }: RedactorOptions = {},
): Redactor {
  const known = writtenForms(secrets);
  const values = (found: string) => known.reduce((rest, secret) => rest.replaceAll(secret, hidden), found);
  const text = (found: string) =>
    values(found)
      .replace(privateKeyBlock, hidden)
      .replace(urlPassword, `$1:${hidden}@`)
      .replace(queryKey, `$1${hidden}`)
      .replace(tokenShape, hidden);
  return { values, text, facts: (found) => walk(found, { text, hideContent }, 0) };
}

interface Rules {
  readonly text: Redactor['text'];
  readonly hideContent: boolean;
}

function walk(found: unknown, rules: Rules, depth: number): unknown {
  const { text } = rules;
  if (typeof found === 'string') return text(found);
  if (typeof found === 'bigint') return found.toString();
  if (typeof found !== 'object' || found === null) return typeof found === 'function' ? '[function]' : found;
  if (depth > 6) return '[deeper]';
  if (found instanceof Error || isErrorLike(found)) return walkError(found, rules, depth);
  if (ArrayBuffer.isView(found)) return `[${String(found.byteLength)} bytes]`;
  if (Array.isArray(found)) return found.slice(0, 100).map((entry: unknown) => walk(entry, rules, depth + 1));
  if (found instanceof URL) return text(found.href);
  const entries = Object.entries(found).map(([key, value]: [string, unknown]) => [
    text(key),
    walkEntry(key, value, rules, depth),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function walkEntry(key: string, value: unknown, rules: Rules, depth: number): unknown {
  if (secretKey.test(key) && !isCount(key, value, rules) && value !== null && value !== undefined) return hidden;
  if (rules.hideContent && contentKey.test(key) && typeof value === 'string')
    return `[${String(value.length)} characters]`;
  return walk(value, rules, depth + 1);
}

/** Whether there is one, and how many: `tokens: 412`, the rows of a table of tokens. A password may be all figures. */
const isCount = (key: string, value: unknown, { text }: Rules): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'number' && !/pass/i.test(key) && text(String(value)) === String(value));

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** An error from another realm (a worker, a test's own globals) is an error all the same. */
const isErrorLike = (found: object): found is ErrorLike =>
  'stack' in found && 'message' in found && typeof found.message === 'string' && 'name' in found;

/** Rebuilt, never inspected: drivers hang inputs, headers and configurations on their errors, with secrets in them. */
function walkError(error: ErrorLike, rules: Rules, depth: number): unknown {
  const { text } = rules;
  return {
    name: error.name,
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
    ...(typeof error.kind === 'string' ? { kind: error.kind } : {}),
    message: text(error.message),
    ...(error.stack === undefined ? {} : { stack: text(error.stack.split('\n').slice(1, 9).join('\n')) }),
    ...(error.cause === undefined ? {} : { cause: walk(error.cause, rules, depth + 1) }),
    ...(Array.isArray(error.errors) ? { errors: walk(error.errors, rules, depth + 1) } : {}),
  };
}
