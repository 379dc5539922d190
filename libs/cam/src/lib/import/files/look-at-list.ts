import type { ListLook } from '../../../contract/lead-import.ts';
import type { RecalledShape } from '../shapes/import-shapes.ts';
import { guessColumns, mappingOf } from './guess-columns.ts';
import type { ListFile } from './list-file.ts';
import { recogniseProduct } from './recognise-product.ts';

/** What a file is, and what each of its columns probably is: the part of a preview that reads nothing but a sample. */
export function lookAtList(list: ListFile, recalled?: RecalledShape): ListLook {
  const columns = guessColumns(list, recalled);
  return {
    ...{ format: list.format, encoding: list.encoding, delimiter: list.delimiter, sizeBytes: list.sizeBytes },
    ...{ sheets: [...(list.sheets ?? [])], sheet: list.sheet ?? null, headerRow: list.headerRow },
    product: recogniseProduct(list.header) ?? null,
    remembered:
      recalled === undefined
        ? null
        : {
            ...{ fileName: recalled.fileName, chosenBy: recalled.chosenBy },
            ...{ chosenAt: recalled.chosenAt, isOwn: recalled.isOwn },
          },
    columns: [...columns],
    mapping: mappingOf(columns),
  };
}
