import type { Suppression } from '../../contract/suppression.ts';
import { csvLine, csvStart } from '../import/files/csv-line.ts';

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
  return csvStart + [header, ...rows].map((row) => csvLine(row)).join('');
}
