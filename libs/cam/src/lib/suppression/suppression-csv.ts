import type { Suppression } from '../../contract/suppression.ts';

/** A cell that a spreadsheet would run as a formula is defused with an apostrophe. */
const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The list as a CSV that its own import reads back. UTF-8 with BOM, so that Excel reads it as such. */
export function suppressionCsv(entries: readonly Suppression[], clientName: (id: string) => string): string {
  const rows = entries.map(({ kind, value, reason, source, clientId, createdBy, createdAt }) => [
    ...[value, kind, reason, source, clientId === null ? 'Every client' : clientName(clientId), createdBy, createdAt],
  ]);
  const header = [
    'Address, domain, profile or number',
    'Kind',
    'Reason',
    'Source',
    'For',
    'Added by',
    'Added at (UTC)',
  ];
  return `\ufeff${[header, ...rows].map((row) => row.map((cell) => quoted(defused(cell))).join(',')).join('\r\n')}\r\n`;
}
