import type { Database, Tx } from '@aicmo/core-db';
import { conflict, internal, invalid, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type {
  Suppression,
  SuppressionFilter,
  SuppressionKind,
  SuppressionListReading,
  SuppressionListResult,
  SuppressionPage,
} from '../../contract/suppression.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import {
  suppressionProbes,
  suppressionValue,
  type SuppressiblePerson,
  type SuppressionProbe,
} from './suppression-rules.ts';
import { readSuppressionList } from './read-suppression-list.ts';
import { suppressionCsv } from './suppression-csv.ts';
import { everyClient, type SuppressionStore } from './suppression-store.ts';

/** A new entry of the list. */
export interface NewSuppression {
  /** Null: for every client of the workspace. */
  readonly clientId: string | null;
  readonly kind: SuppressionKind;
  /** As a person would type it. */
  readonly value: string;
  readonly reason: string;
  /** Where it came from: `operator`, `unsubscribe link`, a file's name. */
  readonly source: string;
}

/** A file of those who are never to be contacted. */
export interface SuppressionListInput {
  /** Null: for every client. */
  readonly clientId: string | null;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

/** A list that was brought in: another client's list of the same name is another one. */
export type SuppressionSource = Pick<SuppressionListInput, 'clientId'> & { readonly source: string };

const pageSize = { usual: 100, most: 500 } as const;

/** Those who are never contacted again. DOMAIN section 4. */
export interface SuppressionService {
  /**
   * Adds an entry; one that stands there already is left as it is. Throws `invalid` (`suppression-value`, `-reason`),
   * `conflict` (`suppression-erased`) for somebody who was erased and is off limits by that.
   */
  add(entry: NewSuppression, by: string): Promise<Suppression>;
  /** Takes an entry off the list, with a reason that is kept. Throws `not-found` or `invalid` without a reason. */
  remove(id: string, reason: string, by: string): Promise<void>;
  /** Newest first; with a client's id also those for every client. */
  list(clientId: string | null): Promise<readonly Suppression[]>;
  /** A page, newest first; 100 by default, 500 at most. */
  page(
    filter: SuppressionFilter,
    page?: { readonly limit?: number; readonly cursor?: string | null },
  ): Promise<SuppressionPage>;
  /** What a file would add; nothing is written. Throws what reading a list throws. */
  readList(bytes: Uint8Array): Promise<SuppressionListReading>;
  /** Adds a file's entries, 500 a transaction; known ones stay as they are. `reason` stands where the file gives none. */
  importList(list: SuppressionListInput, by: string): Promise<SuppressionListResult>;
  /**
   * Takes everything off that came from one source, for one client or (null) for every client, as the list was brought in:
   * the way back from an import. Who asked by themselves not to be contacted stays on it. Gives how many it were.
   */
  removeSource(list: SuppressionSource, reason: string, by: string): Promise<number>;
  /** Every standing entry as a CSV that `importList` reads back. */
  exportList(filter: SuppressionFilter, clientName: (id: string) => string): Promise<string>;
  /** For each person, in order, the entries that fit: by address, by its domain or one above it, by profile or number. */
  hits(people: readonly SuppressiblePerson[], tx?: Tx): Promise<readonly (readonly Suppression[])[]>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: SuppressionStore;
  readonly records: RecordStore;
  /** Those who were erased stay off limits. */
  readonly erasedKeys: ErasedKeys;
}

/** Builds the service of suppressions. */
export function createSuppressionService(deps: Deps): SuppressionService {
  const { db, clock, store, records, erasedKeys } = deps;
  return {
    list: (clientId) => store.list(clientId),
    add: async (entry, by) => {
      assertReason(entry.reason, 'put on the list');
      const value = suppressionValue(entry.kind, entry.value, await openPhoneParser());
      const scope = entry.clientId ?? everyClient;
      await assertNotErased(erasedKeys, { kind: entry.kind, value });
      return db.transaction(async (tx) => {
        const id = newId(clock);
        const isNew = await store.insert(tx, {
          ...{ id, scope, kind: entry.kind, value, reason: entry.reason.trim(), source: entry.source },
          ...{ createdBy: by, createdAt: clock.now(), removedAt: null, removedBy: '', removedReason: '' },
        });
        const stored = await store.findEntry(scope, { kind: entry.kind, value }, tx);
        if (!stored)
          throw internal({ code: 'suppression-lost', message: 'The entry was written and is not there. Try again.' });
        if (isNew)
          await note(records, tx, stored, 'Put on the list of those who are never contacted', entry.reason, by);
        return stored;
      });
    },
    remove: async (id, reason, by) => {
      assertReason(reason, 'taken off the list');
      await db.transaction(async (tx) => {
        const entry = await store.find(id, tx);
        if (!entry)
          throw notFound({
            code: 'suppression-unknown',
            message: 'This entry is not on the list any more. Reload the list.',
          });
        await store.remove(tx, id, { removedAt: clock.now(), removedBy: by, removedReason: reason });
        await note(records, tx, entry, 'Taken off the list of those who are never contacted', reason, by);
      });
    },
    page: (filter, { limit = pageSize.usual, cursor = null } = {}) =>
      store.page(filter, Math.max(1, Math.min(limit, pageSize.most)), cursor),
    readList: async (bytes) => (await readSuppressionList(bytes)).reading,
    importList: (list, by) => importList(deps, list, by),
    removeSource: (list, reason, by) => removeSource(deps, list, reason, by),
    exportList: async (filter, clientName) => {
      const all: Suppression[] = [];
      for (let cursor: string | null = null; ;) {
        const page: SuppressionPage = await store.page(filter, pageSize.most, cursor);
        all.push(...page.entries);
        if (page.next === null) return suppressionCsv(all, clientName);
        cursor = page.next;
      }
    },
    hits: async (people, tx) => {
      const known = await store.identitiesOf(
        people.flatMap(({ id }) => (id === undefined ? [] : [id])),
        tx,
      );
      const probes = people.map((person) => suppressionProbes(person, known.get(person.id ?? '')));
      const values = [...new Set(probes.flat().map(({ value }) => value))];
      const scopes = [...new Set(people.map(({ clientId }) => clientId))];
      const entries = values.length === 0 ? [] : await store.matching(scopes, values, tx);
      const byKey = Map.groupBy(entries, keyOf);
      const erased = await erasedEntries(erasedKeys, probes.flat(), tx);
      return people.map(({ clientId }, index) =>
        (probes[index] ?? [])
          .flatMap((probe) => [...(byKey.get(keyOf(probe)) ?? []), ...(erased.get(keyOf(probe)) ?? [])])
          .filter((entry) => entry.clientId === null || entry.clientId === clientId),
      );
    },
  };
}

async function assertNotErased(erasedKeys: ErasedKeys, { kind, value }: SuppressionProbe): Promise<void> {
  if (kind === 'domain') return;
  const [at] = await erasedKeys.erasedAt([{ kind, value }]);
  if (!at) return;
  throw conflict({
    code: 'suppression-erased',
    message:
      'Whoever has this was erased at their own request. They are off limits already, and what you typed is not kept.',
  });
}

async function importList(
  { db, clock, store, records, erasedKeys }: Deps,
  { clientId, fileName, bytes, reason }: SuppressionListInput,
  by: string,
): Promise<SuppressionListResult> {
  assertReason(reason, 'put on the list');
  const { entries: read, reading } = await readSuppressionList(bytes);
  const erased = await erasedKeys.loadCheck();
  // Those stay off limits by their hash; their addresses are not taken in again.
  const entries = read.filter(({ kind, value }) => kind === 'domain' || !erased.isErased(kind, value));
  const scope = clientId ?? everyClient;
  let added = 0;
  for (let from = 0; from < entries.length; from += pageSize.most) {
    const part = entries.slice(from, from + pageSize.most);
    added += await db.transaction(async (tx) => {
      let count = 0;
      for (const { kind, value, reason: own } of part) {
        const isNew = await store.insert(tx, {
          ...{ id: newId(clock), scope, kind, value, reason: own || reason.trim(), source: fileName, createdBy: by },
          ...{ createdAt: clock.now(), removedAt: null, removedBy: '', removedReason: '' },
        });
        if (isNew) count += 1;
      }
      return count;
    });
  }
  await tell(
    db,
    records,
    { scope, id: fileName, what: `${added} entries of “${fileName}” are never contacted again` },
    reason,
    by,
  );
  return { ...reading, added, known: read.length - added };
}

async function removeSource(
  { db, clock, store, records }: Deps,
  { clientId, source }: SuppressionSource,
  reason: string,
  by: string,
): Promise<number> {
  assertReason(reason, 'taken off the list');
  const scope = clientId ?? everyClient;
  const removed = await db.transaction(async (tx) => {
    const entries = await store.ofSource(scope, source, tx);
    const change = { removedAt: clock.now(), removedBy: by, removedReason: reason };
    for (const { id } of entries) await store.remove(tx, id, change);
    return entries.length;
  });
  const what = `${removed} entries of “${source}” may be contacted again`;
  await tell(db, records, { scope, id: source, what }, reason, by);
  return removed;
}

const tell = (
  db: Database,
  records: RecordStore,
  { scope, id, what }: { readonly scope: string; readonly id: string; readonly what: string },
  why: string,
  actor: string,
): Promise<void> =>
  db.transaction((tx) =>
    records.append(tx, [{ clientId: scope, subjectKind: 'suppression', subjectId: id, what, why, actor }]),
  );

const keyOf = ({ kind, value }: SuppressionProbe): string => `${kind} ${value}`;

/** Of those who were erased only a hash is kept: what stands in their place is made when somebody asks. */
async function erasedEntries(
  erasedKeys: ErasedKeys,
  probes: readonly SuppressionProbe[],
  tx?: Tx,
): Promise<ReadonlyMap<string, readonly Suppression[]>> {
  const identities = probes.flatMap(({ kind, value }) => (kind === 'domain' ? [] : [{ kind, value }]));
  const times = await erasedKeys.erasedAt(identities, tx);
  const found = new Map<string, readonly Suppression[]>();
  for (const [index, { kind, value }] of identities.entries()) {
    const at = times[index];
    if (!at) continue;
    const entry = { id: `erased ${kind} ${value}`, clientId: null, kind, value, createdBy: '', createdAt: at };
    found.set(keyOf(entry), [{ ...entry, reason: 'Was erased at their own request', source: 'erasure' }]);
  }
  return found;
}

function assertReason(reason: string, what: string): void {
  if (reason.trim() !== '') return;
  throw invalid({
    code: 'suppression-reason',
    message: `Nobody is ${what} without a reason. Write one short sentence why.`,
  });
}

const note = (records: RecordStore, tx: Tx, entry: Suppression, what: string, why: string, actor: string) =>
  records.append(tx, [
    { clientId: entry.clientId ?? everyClient, subjectKind: 'suppression', subjectId: entry.id, what, why, actor },
  ]);
