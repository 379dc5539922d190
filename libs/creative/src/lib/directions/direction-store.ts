import { internal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import { DirectionSet } from '../../contract/direction-set.ts';
import { CreativeMaterial } from '../../contract/material.ts';
import type { ChoiceRow, CreativeTables, DirectionRow, DirectionSetRow } from '../db/creative-tables.ts';

/** Which sets a list holds. */
export interface DirectionFilter {
  readonly clientId?: string;
}

/** Every query over directions. */
export interface DirectionStore {
  /** Stores a set; false, and nothing stored, when the same inputs of the same strategy are there already. */
  insert(set: DirectionSet, material: CreativeMaterial, tx: Tx): Promise<boolean>;
  find(setId: string): Promise<DirectionSet | undefined>;
  /** The set of these inputs. */
  findByInputs(key: { clientId: string; sourceId: string; inputsHash: string }): Promise<DirectionSet | undefined>;
  /** The set that a direction belongs to. */
  findByDirection(directionId: string): Promise<DirectionSet | undefined>;
  /** What a set was composed from. */
  material(setId: string): Promise<CreativeMaterial | undefined>;
  /** Last composed first. */
  list(filter: DirectionFilter): Promise<readonly DirectionSet[]>;
  insertChoice(choice: ChoiceRow, tx: Tx): Promise<void>;
  /** Every choice of a set, latest first. */
  choices(setId: string): Promise<readonly ChoiceRow[]>;
}

export function createDirectionStore(db: Database): DirectionStore {
  const handle = db.handle<CreativeTables>('creative');
  const sets = () => handle.in().selectFrom('creativeDirectionSet').selectAll();
  const one = async (row: DirectionSetRow | undefined) => (row ? (await load(db, [row]))[0] : undefined);
  return {
    insert: (set, material, tx) => insert(db, set, material, tx),
    find: async (id) => one(await sets().where('id', '=', id).executeTakeFirst()),
    findByInputs: async ({ clientId, sourceId, inputsHash }) =>
      one(
        await sets()
          .where('clientId', '=', clientId)
          .where('sourceId', '=', sourceId)
          .where('inputsHash', '=', inputsHash)
          .executeTakeFirst(),
      ),
    findByDirection: async (directionId) => {
      const direction = handle.in().selectFrom('creativeDirection').select('setId').where('id', '=', directionId);
      return one(await sets().where('id', '=', direction).executeTakeFirst());
    },
    material: async (setId) => {
      const row = await sets().where('id', '=', setId).executeTakeFirst();
      return row && CreativeMaterial.parse(JSON.parse(row.material));
    },
    list: async ({ clientId }) => {
      const all = clientId === undefined ? sets() : sets().where('clientId', '=', clientId);
      return load(db, await all.orderBy('composedAt', 'desc').orderBy('id', 'desc').execute());
    },
    insertChoice: async (choice, tx) => {
      await handle.in(tx).insertInto('creativeChoice').values(choice).execute();
    },
    choices: (setId) =>
      handle.in().selectFrom('creativeChoice').selectAll().where('setId', '=', setId).orderBy('id', 'desc').execute(),
  };
}

async function insert(db: Database, set: DirectionSet, material: CreativeMaterial, tx: Tx): Promise<boolean> {
  const handle = db.handle<CreativeTables>('creative').in(tx);
  const { id, clientId, source, inputsHash, composition, composedBy, composedAt } = set;
  const made = await handle
    .insertInto('creativeDirectionSet')
    .values({
      ...{ id, clientId, sourceKind: source.kind, sourceId: source.id, sourceVersion: source.version, inputsHash },
      ...{ material: JSON.stringify(material), compositionVersion: composition.version, composedBy, composedAt },
    })
    .onConflict((conflict) => conflict.columns(['clientId', 'sourceId', 'inputsHash']).doNothing())
    .executeTakeFirst();
  if ((made.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  const rows = set.directions.map(({ id: directionId, direction }, position): DirectionRow => ({
    ...{ id: directionId, setId: id, position, content: JSON.stringify(direction) },
  }));
  await handle.insertInto('creativeDirection').values(rows).execute();
  return true;
}

async function load(db: Database, rows: readonly DirectionSetRow[]): Promise<DirectionSet[]> {
  if (rows.length === 0) return [];
  const handle = db.handle<CreativeTables>('creative').in();
  const ids = rows.map((row) => row.id);
  const directions = await handle
    .selectFrom('creativeDirection')
    .selectAll()
    .where('setId', 'in', ids)
    .orderBy('position')
    .execute();
  const choices = await handle
    .selectFrom('creativeChoice')
    .selectAll()
    .where('setId', 'in', ids)
    .orderBy('id')
    .execute();
  const latest = new Map(choices.map((choice) => [choice.setId, choice]));
  return rows.map((row) => {
    const own = directions.filter((direction) => direction.setId === row.id);
    return toSet(row, own, latest.get(row.id));
  });
}

function toSet(row: DirectionSetRow, directions: readonly DirectionRow[], choice: ChoiceRow | undefined): DirectionSet {
  const read = DirectionSet.safeParse({
    ...row,
    source: { kind: row.sourceKind, id: row.sourceId, version: row.sourceVersion },
    composition: { by: 'RULES', version: row.compositionVersion },
    directions: directions.map(({ id, content }) => ({ id, direction: JSON.parse(content) as unknown })),
    chosen: choice
      ? { directionId: choice.directionId, by: choice.chosenBy, at: choice.chosenAt, why: choice.why }
      : null,
  });
  if (read.success) return read.data;
  throw internal({
    code: 'directions-unreadable',
    message: 'Stored directions cannot be read. Compose them again from their strategy; nothing was changed.',
    details: { setId: row.id },
    cause: read.error,
  });
}
