import type { ColumnMapping } from '../../contract/lead-import.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { ImportHouse } from './import-house.ts';
import { createRowReader, type ReadOneRow } from './read-row.ts';

/** A reader for a file's rows, with everything that it needs to know besides them. */
export async function prepareReader(
  { erasedKeys }: Pick<ImportHouse, 'erasedKeys'>,
  header: readonly string[],
  mapping: ColumnMapping,
): Promise<ReadOneRow> {
  const [parsePhone, erased] = [await openPhoneParser(), await erasedKeys.loadCheck()];
  return createRowReader({ header, mapping, parsePhone, erased });
}
