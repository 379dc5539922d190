import type { DbHandle, Tx } from '@aicmo/core-db';
import { BrandKit, type Client } from '../../contract/client.ts';
import type { CamTables, ClientRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** Every query on clients. */
export interface ClientStore {
  insert(tx: Tx, row: ClientRow): Promise<void>;
  /** Until the transaction ends nobody else changes this client. */
  hold(tx: Tx, id: string): Promise<void>;
  update(tx: Tx, id: string, change: Partial<ClientRow>): Promise<void>;
  find(id: string, tx?: Tx): Promise<Client | undefined>;
  findByName(name: string, tx?: Tx): Promise<Client | undefined>;
  /** By name; without the archived ones. */
  list(): Promise<readonly Client[]>;
}

/** Opens the store of clients. */
export function createClientStore(handle: DbHandle<CamTables>): ClientStore {
  const select = (tx?: Tx) => handle.in(tx).selectFrom('camClient').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camClient').values(row).execute()),
    hold: async (tx, id) =>
      void (await handle.in(tx).selectFrom('camClient').select('id').where('id', '=', id).forUpdate().execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camClient').set(change).where('id', '=', id).execute()),
    find: async (id, tx) => toClient(await select(tx).where('id', '=', id).executeTakeFirst()),
    findByName: async (name, tx) =>
      toClient(await select(tx).where('name', '=', name).where('archivedAt', 'is', null).executeTakeFirst()),
    list: async () => {
      const rows = await select().where('archivedAt', 'is', null).orderBy('name').orderBy('id').execute();
      return rows.map(clientOf);
    },
  };
}

const toClient = (row: ClientRow | undefined): Client | undefined => row && clientOf(row);

const clientOf = (row: ClientRow): Client => ({
  ...row,
  isAgency: row.isAgency === 1,
  brandKit: readJsonColumn(BrandKit, row.brandKit, 'cam_client.brand_kit'),
});
