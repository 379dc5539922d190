import type { DrillRow } from './drill-row.ts';
import type { DrillReport } from './run-drill.ts';
import type { RowResult } from './run-row.ts';

/** How many rows the fault matrix has. */
export const matrixRows = 127;

const marks: Readonly<Record<RowResult['outcome'], string>> = { made: 'ok', wrong: 'WRONG', 'not made': 'not made' };

/** One line of the table, as a row ends. */
export function rowInWords({ id, outcome, fault, check, said, healed, why, ms }: RowResult): string {
  const place = check.padEnd(20);
  const line = `${id.padEnd(4)} ${marks[outcome].padEnd(9)} ${place} ${said.padEnd(30)} ${fault}`;
  const time = `(${(ms / 1000).toFixed(1)} s)`;
  return why === null ? `${line}; healed: ${healed} ${time}` : `${line} ${time}\n     ${why}`;
}

/** What it all came to. */
export function reportInWords(report: DrillReport): string {
  const { made, wrong, elsewhere, notMade } = report.counts;
  const typed = new Set(report.results.filter((row) => row.outcome === 'made' && isTyped(row)).map(({ id }) => id));
  return [
    `Of the ${matrixRows} rows of the fault matrix: ${made} made here, ${wrong} wrong, ${elsewhere} made by a spec, ${notMade} not made.`,
    `Of those made here ${typed.size} were healed by the commands of their remedy, as they stand.`,
    ...report.results.filter(({ outcome }) => outcome === 'wrong').map(({ id, why }) => `Wrong: ${id}. ${why ?? ''}`),
    ...report.elsewhere.map(({ id, fault, shownBy }) => `Shown by a spec: ${id} (${fault}): ${shownBy}`),
    ...report.notMade.map((row) => `Not made: ${row.id} (${row.fault}): ${row.notMade}`),
  ].join('\n');
}

const isTyped = ({ healed }: RowResult): boolean => healed !== 'by hand' && healed !== 'nothing to cure';

/** The rows, for `--list`. */
export const listInWords = (rows: readonly DrillRow[]): string =>
  rows.map((row) => `${row.id.padEnd(4)} ${howOf(row).padEnd(44)} ${row.fault}`).join('\n');

function howOf(row: DrillRow): string {
  if ('check' in row) return `${row.check}: ${row.verdict} ${row.code ?? ''}`;
  return 'shownBy' in row ? 'by a spec' : 'not made';
}
