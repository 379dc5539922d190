/**
 * SQLite keeps CREATE TABLE as it was typed, from Kysely on one long line. This breaks it at the commas between its
 * definitions, so that two dumps can be compared line by line; nothing else is changed.
 */
export function prettyCreateTable(text: string): string {
  const lines: string[] = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*\n?|\/\*[\s\S]*?\*\/|./gsu,
  )) {
    if (piece === ')' && (depth -= 1) === 0) lines.push('');
    lines[lines.length - 1] += piece;
    if (piece === '(' && (depth += 1) === 1) lines.push('');
    if (piece === ',' && depth === 1) lines.push('');
  }
  const last = lines.length - 1;
  return lines
    .map((line, at) => (at > 0 && at < last ? `  ${line.trim()}` : line.trim()))
    .filter((line) => line.trim() !== '')
    .join('\n');
}
