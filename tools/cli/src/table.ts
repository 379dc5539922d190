/** Rows of text in columns, numbers to the right, for a terminal. An empty list says so in `empty`. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  empty: string,
): string {
  if (rows.length === 0) return empty;
  const cells = [headers, ...rows].map((row) => row.map(String));
  const widths = headers.map((_header, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[], index: number): string =>
    row
      .map((cell, column) =>
        index > 0 && typeof rows[index - 1]?.[column] === 'number'
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}
