import type { Database, Tx } from '@aicmo/core-db';
import { internal, invalid, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { Suppression, SuppressionKind } from '../../contract/suppression.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import {
  suppressionProbes,
  suppressionValue,
  type SuppressiblePerson,
  type SuppressionProbe,
} from './suppression-rules.ts';
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

/** Those who are never contacted again. DOMAIN section 4. */
export interface SuppressionService {
  /** Adds an entry; one that stands there already is left as it is. Throws `invalid` (`suppression-value`, `-reason`). */
  add(entry: NewSuppression, by: string): Promise<Suppression>;
  /** Takes an entry off the list, with a reason that is kept. Throws `not-found` or `invalid` without a reason. */
  remove(id: string, reason: string, by: string): Promise<void>;
  /** Newest first; with a client's id also those for every client. */
  list(clientId: string | null): Promise<readonly Suppression[]>;
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
export function createSuppressionService({ db, clock, store, records, erasedKeys }: Deps): SuppressionService {
  return {
    list: (clientId) => store.list(clientId),
    add: async (entry, by) => {
      assertReason(entry.reason, 'put on the list');
      const value = suppressionValue(entry.kind, entry.value, await openPhoneParser());
      const scope = entry.clientId ?? everyClient;
      return db.transaction(async (tx) => {
        const id = newId(clock);
        const isNew = await store.insert(tx, {
          ...{ id, scope, kind: entry.kind, value, reason: entry.reason.trim(), source: entry.source },
          ...{ createdBy: by, createdAt: clock.now(), removedAt: null, removedBy: '', removedReason: '' },
        });
        const stored = await store.findEntry(scope, { kind: entry.kind, value }, tx);
        if (!stored)
          throw internal({ code: 'suppression-lost', message: 'The entry was written and is not there. Try again.' });
        if (isNew) await note(records, tx, stored, `${value} is never contacted again`, entry.reason, by);
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
        await note(records, tx, entry, `${entry.value} may be contacted again`, reason, by);
      });
    },
    hits: async (people, tx) => {
      const probes = people.map((person) => suppressionProbes(person));
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
