import { refuseUnstorable } from '../portable/refuse-unstorable.ts';
import type { BulkRows, BulkTarget } from './bulk-rows.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * COPY where a taken key is to fail, which is the fastest way in. COPY can neither leave rows out nor change them: then
 * the rows go as one JSON parameter, whose types PostgreSQL takes from the table itself.
 */
export function postgresBulkStatement({ table, columns, onConflict }: BulkTarget): string {
  const names = columns.map(quoted).join(', ');
  const records = `json_populate_recordset(null::${quoted(table)}, $1::json)`;
  if (onConflict === 'update') {
    const cells = columns.slice(0, -1).map((name) => `${quoted(name)} = given.${quoted(name)}`);
    return `update ${quoted(table)} as own set ${cells.join(', ')} from ${records} as given where own."id" = given."id"`;
  }
  return onConflict === 'fail'
    ? `copy ${quoted(table)} (${names}) from stdin`
    : `insert into ${quoted(table)} (${names}) select ${names} from ${records} on conflict do nothing`;
}

/** The rows as COPY's text format reads them (PostgreSQL's manual, SQL COPY, "Text Format"). */
export function copyText({ rows }: BulkRows): string {
  let text = '';
  for (const row of rows) {
    for (const [index, cell] of row.entries()) text += (index === 0 ? '' : '\t') + copyCell(cell);
    text += '\n';
  }
  return text;
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyCell(cell: unknown): string {
  refuseUnstorable(cell);
  if (cell === null) return '\\N';
  const text = String(cell);
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text;
}

/** The rows as one JSON text for `json_populate_recordset`. */
export function recordsJson({ target, rows }: BulkRows): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(target.columns.map((name, index) => [name, jsonCell(row[index])]))),
  );
}

function jsonCell(cell: unknown): unknown {
  refuseUnstorable(cell);
  return typeof cell === 'bigint' ? String(cell) : cell;
}
