import type { ColumnMapping } from '../../contract/lead-import.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { ImportHouse } from './import-house.ts';
import { createRowReader, type ReadOneRow } from './read-row.ts';

/** A reader for a file's rows, with everything that it needs to know besides them, and whether another thread has that too. */
export async function prepareReader(
  { erasedKeys }: Pick<ImportHouse, 'erasedKeys'>,
  header: readonly string[],
  mapping: ColumnMapping,
): Promise<{ readonly readRow: ReadOneRow; readonly canReadAhead: boolean }> {
  const [parsePhone, erased] = [await openPhoneParser(), await erasedKeys.loadCheck()];
  return { readRow: createRowReader({ header, mapping, parsePhone, erased }), canReadAhead: erased.isEmpty };
}
