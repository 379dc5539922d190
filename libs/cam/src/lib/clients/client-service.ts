import type { Database, Tx } from '@aicmo/core-db';
import { conflict, newId, notFound, type ClientId, type Clock } from '@aicmo/core-kernel';
import type { Client, NewClient } from '../../contract/client.ts';
import type { ClientRow } from '../db/cam-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import { assertClient, changesOf } from './client-rules.ts';
import type { ClientStore } from './client-store.ts';

/** The companies that the agency works for. */
export interface ClientService {
  /** Throws `invalid` for a field that is wrong (`client-…`), `conflict` (`client-exists`) for a name in use. */
  create(client: NewClient, by: string, tx?: Tx): Promise<Client>;
  /**
   * Throws as `create` does, `not-found`, and `conflict` (`client-changed`) when somebody changed it since `seen`, the
   * `updatedAt` of what was edited.
   */
  change(clientId: string, change: Partial<NewClient>, by: string, seen?: string): Promise<Client>;
  /** Clients are never deleted: an archived one disappears from lists and keeps its rows. */
  archive(clientId: string, by: string, tx?: Tx): Promise<void>;
  /** Throws `not-found` (`client-unknown`). */
  get(clientId: string, tx?: Tx): Promise<Client>;
  /** By name, without archived ones. */
  list(): Promise<readonly Client[]>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ClientStore;
  readonly records: RecordStore;
}

/** Builds the service of clients. */
export function createClientService({ db, clock, store, records }: Deps): ClientService {
  const get = async (clientId: string, tx?: Tx): Promise<Client> => {
    const client = await store.find(clientId, tx);
    if (!client)
      throw notFound({ code: 'client-unknown', message: 'There is no such client. Choose one from the list.' });
    return client;
  };
  const assertNameFree = async (tx: Tx, name: string, own?: string): Promise<void> => {
    const other = await store.findByName(name, tx);
    if (!other || other.id === own) return;
    throw conflict({
      code: 'client-exists',
      message: `There is a client called “${name}” already. Choose it, or another name.`,
    });
  };
  const within = <Result>(tx: Tx | undefined, work: (tx: Tx) => Promise<Result>) =>
    tx ? work(tx) : db.transaction(work);
  const note = (tx: Tx, clientId: string, what: string, by: string) =>
    records.append(tx, [
      { clientId, subjectKind: 'client', subjectId: clientId, what, why: 'Decided by a person.', actor: by },
    ]);

  return {
    get,
    list: () => store.list(),
    create: async (input, by, outer) => {
      assertClient(input);
      const row = newRow(input, clock);
      return within(outer, async (tx) => {
        await assertNameFree(tx, row.name);
        await store.insert(tx, row);
        await note(tx, row.id, `Client “${row.name}” added`, by);
        return get(row.id, tx);
      });
    },
    change: async (clientId, change, by, seen) => {
      assertClient(change);
      return db.transaction(async (tx) => {
        await store.hold(tx, clientId);
        const before = await get(clientId, tx);
        if (seen !== undefined && seen !== before.updatedAt) throw clientChanged(before.name);
        const told = changesOf(before, change);
        if (told.length === 0) return before;
        if (change.name !== undefined) await assertNameFree(tx, change.name.trim(), clientId);
        await store.update(tx, clientId, { ...changedColumns(change), updatedAt: clock.now() });
        for (const words of told) await note(tx, clientId, words, by);
        return get(clientId, tx);
      });
    },
    archive: (clientId, by, outer) =>
      within(outer, async (tx) => {
        await get(clientId, tx);
        await store.update(tx, clientId, { archivedAt: clock.now(), updatedAt: clock.now() });
        await note(tx, clientId, 'Client archived', by);
      }),
  };
}

const clientChanged = (name: string) =>
  conflict({
    code: 'client-changed',
    message: `Somebody changed ${name} while you were typing. Look at it again, then type your change once more.`,
  });

function newRow(input: NewClient, clock: Clock): ClientRow {
  const now = clock.now();
  return {
    ...{ id: newId<ClientId>(clock), name: input.name.trim(), timeZone: 'UTC', senderName: '', senderAddress: '' },
    ...{ postalAddress: '', isAgency: 0, brandKit: JSON.stringify({ voice: '', bannedWords: [], disclaimers: [] }) },
    ...changedColumns(input),
    ...{ createdAt: now, updatedAt: now, archivedAt: null },
  };
}

function changedColumns({ isAgency, brandKit, name, ...texts }: Partial<NewClient>): Partial<ClientRow> {
  return {
    ...Object.fromEntries(
      Object.entries<string | undefined>(texts).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value.trim()]],
      ),
    ),
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(isAgency === undefined ? {} : { isAgency: isAgency ? 1 : 0 }),
    ...(brandKit === undefined ? {} : { brandKit: JSON.stringify(brandKit) }),
  };
}
