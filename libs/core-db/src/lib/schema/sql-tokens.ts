const token =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|<=|>=|<>|!=|\|\||==|<<|>>|./gsu;
const blank = /^(?:\s|--|\/\*)/u;

/** The tokens of a SQL text, without blanks and comments. Words and plain names are lower case and unquoted. */
export function sqlTokens(text: string): readonly string[] {
  return [...text.matchAll(token)]
    .map(([found]) => found)
    .flatMap((found) => (blank.test(found) ? [] : [plain(found)]));
}

/** `"Id"`, `[Id]` and `Id` are the same name to SQLite; a text in single quotes stays as it is. */
function plain(found: string): string {
  const quoted = /^(?:"(.*)"|`(.*)`|\[(.*)\])$/su.exec(found);
  const name = quoted ? (quoted[1] ?? quoted[2] ?? quoted[3] ?? '') : found;
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) ? name.toLowerCase() : found;
}

/** Tokens as one text that is the same for the same meaning, however it was typed. */
export const joinTokens = (tokens: readonly string[]): string =>
  tokens
    .join(' ')
    .replaceAll(/\s*([(),.])\s*/gu, '$1')
    .replaceAll(',', ', ');

/** The tokens between the parenthesis at `from` and its partner, without both; and where the partner stands. */
export function insideOf(
  tokens: readonly string[],
  from: number,
): { readonly inside: readonly string[]; readonly end: number } {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    if (tokens[at] === '(') depth += 1;
    if (tokens[at] === ')') depth -= 1;
    if (depth === 0) return { inside: tokens.slice(from + 1, at), end: at };
  }
  return { inside: tokens.slice(from + 1), end: tokens.length };
}

/** Splits tokens at the commas that stand in no parenthesis. */
export function splitAtCommas(tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const each of tokens) {
    if (each === '(') depth += 1;
    if (each === ')') depth -= 1;
    if (each === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(each);
  }
  return parts.filter((part) => part.length > 0);
}
