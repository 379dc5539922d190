import type { SuppressionKind, SuppressionListReading } from '../../contract/suppression.ts';
import type { CsvRecord } from '../import/files/list-file.ts';
import { openListFile } from '../import/files/open-list-file.ts';
import { openPhoneParser, type ParsePhone } from '../leads/phone-identity.ts';
import { recogniseSuppression } from './suppression-rules.ts';

/** One entry as a file gives it. */
export interface ListedSuppression {
  readonly kind: SuppressionKind;
  readonly value: string;
  /** Empty where the file gives none. */
  readonly reason: string;
}

/** A file as it was read. */
export interface SuppressionList {
  readonly entries: readonly ListedSuppression[];
  readonly reading: SuppressionListReading;
}

const rejectedShown = 20;
const reasonHeader = /reason|why|grund|motif|motivo/i;

/**
 * Reads those who are never to be contacted out of any list: in each row the first cell that is an address, a profile,
 * a number or a domain counts, whatever its column is called; a list without column names is one too.
 * Throws what {@link openListFile} throws.
 */
export async function readSuppressionList(bytes: Uint8Array): Promise<SuppressionList> {
  const list = await openListFile({ bytes });
  try {
    const parsePhone = await openPhoneParser();
    const reasonAt = list.header.findIndex((name) => reasonHeader.test(name));
    const entries: ListedSuppression[] = [];
    const rejected: SuppressionListReading['rejected'] = [];
    const counts = { rows: 0, rejectedRows: 0 };
    const take = (record: CsvRecord, isHeader: boolean): void => {
      const entry = entryOf(record, reasonAt, parsePhone);
      if (isHeader && !entry) return;
      counts.rows += 1;
      if (entry) entries.push(entry);
      else counts.rejectedRows += 1;
      if (entry || rejected.length >= rejectedShown) return;
      const reason =
        'No mail address, domain, LinkedIn profile or phone number with its country was found in this row.';
      rejected.push({ rowNumber: record.rowNumber, raw: record.raw.slice(0, 200), reason });
    };
    if (list.headerRow !== null)
      take({ rowNumber: list.headerRow, cells: list.header, raw: list.header.join(',') }, true);
    for await (const records of list.records()) for (const record of records) take(record, false);
    return { entries, reading: { ...counts, rejected, found: countKinds(entries) } };
  } finally {
    await list.close();
  }
}

function entryOf(record: CsvRecord, reasonAt: number, parsePhone: ParsePhone): ListedSuppression | undefined {
  for (const cell of record.cells) {
    const found = recogniseSuppression(cell, parsePhone);
    if (found) return { ...found, reason: reasonAt < 0 ? '' : (record.cells[reasonAt] ?? '').trim() };
  }
  return undefined;
}

function countKinds(entries: readonly ListedSuppression[]): Record<SuppressionKind, number> {
  const counts = { email: 0, domain: 0, linkedin: 0, phone: 0 };
  for (const { kind } of entries) counts[kind] += 1;
  return counts;
}
