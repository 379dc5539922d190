import type { DbHandle, Tx } from '@aicmo/core-db';
import { parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { ColumnUse, type ColumnMapping } from '../../../contract/lead-import.ts';
import type { ImportShapeTables } from '../../db/import-shape-tables.ts';
import { readJsonColumn } from '../../db/json-column.ts';
import type { ListFile } from '../files/list-file.ts';
import { plainHeader } from '../files/header-words.ts';

/** What was chosen for a list with the same columns before. */
export interface RecalledShape {
  readonly mapping: ColumnMapping;
  /** Whether it was for a list of the same client; what another client's list had is a good guess all the same. */
  readonly isOwn: boolean;
  readonly fileName: string;
  readonly chosenBy: string;
  readonly chosenAt: Instant;
}

/** Remembers what people choose for the columns of their lists, by the names of the columns, whatever their order. */
export interface ImportShapes {
  /** The client's own choice, else the latest of any client; undefined when these columns were never seen. */
  recall(clientId: string | null, list: Pick<ListFile, 'header' | 'shapeKey'>): Promise<RecalledShape | undefined>;
  /** Replaces what was remembered for the client; columns that `mapping` does not name were wanted as own fields. */
  remember(
    tx: Tx,
    clientId: string,
    list: Pick<ListFile, 'header' | 'shapeKey'>,
    chosen: { readonly mapping: ColumnMapping; readonly fileName: string; readonly by: string },
  ): Promise<void>;
}

const Choices = z.record(z.string(), z.nullable(ColumnUse));

/** Opens the memory of lists. */
export function createImportShapes(handle: DbHandle<ImportShapeTables>, clock: Clock): ImportShapes {
  return {
    recall: async (clientId, { header, shapeKey }) => {
      const known = handle.in().selectFrom('camImportShape').selectAll().where('shapeKey', '=', shapeKey);
      const own = clientId === null ? undefined : await known.where('clientId', '=', clientId).executeTakeFirst();
      const row = own ?? (await known.orderBy('chosenAt', 'desc').limit(1).executeTakeFirst());
      if (row === undefined) return undefined;
      const choices = readJsonColumn(Choices, row.choices, 'cam_import_shape.choices');
      return {
        mapping: mappingOf(header, choices),
        isOwn: own !== undefined,
        ...{ fileName: row.fileName, chosenBy: row.chosenBy, chosenAt: parseInstant(row.chosenAt) },
      };
    },
    remember: async (tx, clientId, { header, shapeKey }, { mapping, fileName, by }) => {
      const choices = Object.fromEntries(keysOf(header).map((key, index) => [key, mapping[String(index)] ?? null]));
      const row = { choices: JSON.stringify(choices), fileName, chosenBy: by, chosenAt: clock.now() };
      await handle
        .in(tx)
        .insertInto('camImportShape')
        .values({ clientId, shapeKey, ...row })
        .onConflict((conflict) => conflict.columns(['clientId', 'shapeKey']).doUpdateSet(row))
        .execute();
    },
  };
}

function mappingOf(header: readonly string[], choices: z.infer<typeof Choices>): ColumnMapping {
  return Object.fromEntries(
    keysOf(header).flatMap((key, index) => {
      const use = Object.hasOwn(choices, key) ? choices[key] : null;
      return use === null || use === undefined ? [] : [[String(index), use]];
    }),
  );
}

/** Columns by name, however it is written; of columns with the same name by their order too. */
function keysOf(header: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const plain = plainHeader(name) || name;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} ${count}`;
  });
}
