import { invalid } from '@aicmo/core-kernel';
import { decodeFile, type DecodedFile } from './decode-file.ts';
import { detectDelimiter, readCsv, type CsvRecord } from './csv-reader.ts';
import { parseEmail } from '../leads/email-identity.ts';

/** A file as columns and rows. */
export interface FileTable {
  readonly encoding: DecodedFile['encoding'];
  readonly delimiter: string;
  /** One for each column; a column without a name is called after its place. */
  readonly header: readonly string[];
  /** The rows under the header that are not empty. */
  readonly rows: readonly CsvRecord[];
}

const mostColumns = 500;

/**
 * Reads a list. Throws `invalid`, always with what was found and what to do: `import-empty-file`, `import-binary-file`,
 * `import-no-header`, `import-header-only`, `import-duplicate-headers`, `import-too-many-columns`.
 */
export function readFileTable(bytes: Uint8Array): FileTable {
  const { text, encoding } = decodeFile(bytes);
  const { delimiter, body } = separatorLine(text);
  const [head, ...rows] = readCsv(body, delimiter);
  const header = (head?.cells ?? []).map((cell, index) => cell.trim() || `Column ${index + 1}`);
  assertHeader(header, head);
  if (rows.length === 0) {
    throw invalid({
      code: 'import-header-only',
      message: `The file has column names (${listed(header)}) and no row under them. Choose a list with at least one person.`,
    });
  }
  return { encoding, delimiter, header, rows };
}

/** Excel's own first line (`sep=;`) names the separator; otherwise it is found by looking. */
function separatorLine(text: string): { readonly delimiter: string; readonly body: string } {
  const named = /^sep=(.)\r?\n/.exec(text);
  if (named?.[1]) return { delimiter: named[1], body: text.slice(named[0].length) };
  return { delimiter: detectDelimiter(text), body: text };
}

function assertHeader(header: readonly string[], head: CsvRecord | undefined): void {
  if (header.length > mostColumns) {
    throw invalid({
      code: 'import-too-many-columns',
      message: `The file has ${header.length} columns; at most ${mostColumns} can be read. Remove those that you do not need.`,
    });
  }
  const address = header.find((cell) => parseEmail(cell));
  if (address !== undefined || head?.problem) {
    const found = address === undefined ? 'quotes that do not close' : `“${address}”`;
    throw invalid({
      code: 'import-no-header',
      message: `The first row has ${found} where column names were expected. Put a row of names (Name, Email, Company …) on top.`,
    });
  }
  const twice = [...Map.groupBy(header.entries(), ([, name]) => name.toLowerCase()).values()].filter(
    (same) => same.length > 1,
  );
  if (twice.length === 0) return;
  const names = twice.map(
    (same) => `“${same[0]?.[1] ?? ''}” (columns ${same.map(([index]) => index + 1).join(' and ')})`,
  );
  throw invalid({
    code: 'import-duplicate-headers',
    message: `Two columns have the same name: ${names.join(', ')}. Rename or remove one of each, then choose the file again.`,
    details: { columns: twice.map((same) => same.map(([index]) => index)) },
  });
}

const listed = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
