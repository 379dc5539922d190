import { bindInteger } from '../portable/bind-integers.ts';
import { refuseUnstorable } from '../portable/refuse-unstorable.ts';
import type { BulkRows, BulkTarget } from './bulk-rows.ts';
import { constantCells } from './constant-cells.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One row's statement, prepared once; nothing that inserts several rows in a statement was faster (measured). */
export function sqliteBulkStatement(target: BulkTarget): string {
  return statementOf(target, []);
}

function statementOf({ table, columns, onConflict }: BulkTarget, literals: readonly (string | null)[]): string {
  const value = (index: number): string => literals[index] ?? '?';
  if (onConflict === 'update') {
    const cells = columns.slice(0, -1).map((name, index) => `${quoted(name)} = ${value(index)}`);
    return `update ${quoted(table)} set ${cells.join(', ')} where "id" = ?`;
  }
  const into = `insert into ${quoted(table)} (${columns.map(quoted).join(', ')})`;
  const values = `values (${columns.map((_name, index) => value(index)).join(', ')})`;
  return `${into} ${values}${onConflict === 'skip' ? ' on conflict do nothing' : ''}`;
}

/** What is used of a prepared statement. */
interface Statement {
  run(cells: readonly unknown[]): { readonly changes: number | bigint };
}

/**
 * Runs the statement for each row and gives how many were inserted or changed.
 * @param whole the statement that binds every cell.
 * @param prepare for one that says itself what all rows have in common.
 */
export function runSqliteBulk(whole: Statement, many: BulkRows, prepare: (text: string) => Statement): number {
  const { target, rows } = many;
  const constant = target.onConflict === 'update' ? null : constantCells(many);
  const statement = constant ? prepare(statementOf(target, constant.literals)) : whole;
  const places = constant?.bound ?? target.columns.map((_name, index) => index);
  const bound: unknown[] = [];
  let inserted = 0;
  for (const row of rows) {
    bindCells(row, places, bound);
    inserted += Number(statement.run(bound).changes);
  }
  return inserted;
}

/** `refuseUnstorable` and `bindIntegers` of each cell in one pass: this runs for each cell of a million rows. */
function bindCells(row: readonly unknown[], places: readonly number[], bound: unknown[]): void {
  bound.length = 0;
  for (const place of places) {
    const cell = row[place];
    if (typeof cell === 'string' || cell === null) {
      if (cell !== null && cell.includes('\0')) refuseUnstorable(cell);
      bound.push(cell);
    } else {
      refuseUnstorable(cell);
      bound.push(bindInteger(cell));
    }
  }
}
