import type { Tx } from '@aicmo/core-db';
import type { IdentityRow, ImportBatchRow, LeadRow } from '../db/cam-tables.ts';
import { choosePerson } from '../identity/choose-person.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { identityKey, type ImportPlan } from './import-plan.ts';
import { KeyFilter } from './key-filter.ts';
import type { LoadStore } from './load-store.ts';
import type { RowLead } from './read-row.ts';

/** Whom the identities of some rows belong to. */
export interface FoundOwners {
  /** Leads of the client itself, by `identityKey`. */
  readonly owners: ReadonlyMap<string, LeadRow>;
  /** The person of the workspace that somebody new is, or null. */
  personOf(lead: RowLead): string | null;
}

/** How an import recognises people. */
export interface OwnerFinder {
  find(tx: Tx | undefined, people: readonly RowLead[]): Promise<FoundOwners>;
  /** Told what was planned with what it found, in the order of the file, and what no column of a lead shows of it. */
  learn(plan: ImportPlan, besides: readonly IdentityRow[]): void;
}

/** Asks the stored identities of all clients. */
export function storedOwners(load: LoadStore, clientId: string): OwnerFinder {
  return {
    learn: () => undefined,
    find: async (tx, people) => {
      const known = await load.probe(
        tx,
        people.flatMap(({ identities }) => identities),
      );
      const rows = new Map<string, LeadRow>();
      for (const row of await load.rows(tx, [...new Set(known.map(({ leadId }) => leadId))])) rows.set(row.id, row);
      const owners = new Map<string, LeadRow>();
      const elsewhere = new Map<string, LeadRow>();
      for (const identity of known) {
        const row = rows.get(identity.leadId);
        if (row) (identity.clientId === clientId ? owners : elsewhere).set(`${identity.kind} ${identity.value}`, row);
      }
      const knownBy = (identity: IdentityKey) => elsewhere.get(identityKey(identity));
      return {
        owners,
        personOf: (lead) => (elsewhere.size === 0 ? null : choosePerson(lead.identities, knownBy, lead)),
      };
    },
  };
}

const keyColumns = { email: 'emailKey', linkedin: 'linkedinKey', phone: 'phoneKey' } as const;
const nobody = { personOf: () => null };
const none: ReadonlyMap<string, LeadRow> = new Map();
type Batch = Pick<ImportBatchRow, 'id' | 'clientId'>;

/**
 * Into a workspace without leads: everybody who is known came from an earlier row of the same file. The identities stand
 * in memory, 12 bytes for each, and whoever is found by them is read again and compared. Somebody who came another way
 * meanwhile, by a form, has stored identities, which are asked for then.
 * @param idOf the id of the lead that a row made.
 */
export function ownersOfFile(load: LoadStore, batch: Batch, idOf: (row: number) => string): OwnerFinder {
  const filter = new KeyFilter();
  const stored = storedOwners(load, batch.clientId);
  /** Identities that no column of their lead shows: they lost a conflict, or were overwritten. */
  const besides = new Map<string, string>();
  const has = (row: LeadRow, { kind, value }: IdentityKey): boolean =>
    row[keyColumns[kind]] === value || besides.get(identityKey({ kind, value })) === row.id;
  return {
    find: async (tx, people) => {
      const wanted: { readonly identity: IdentityKey; readonly id: string }[] = [];
      for (const { identities } of people)
        for (const identity of identities)
          for (const row of filter.rowsOf(identityKey(identity))) wanted.push({ identity, id: idOf(row) });
      const isAlone = tx === undefined || (await load.countIdentities(tx)) === besides.size;
      const others = isAlone ? { owners: none, ...nobody } : await stored.find(tx, people);
      if (wanted.length === 0) return others;
      const owners = new Map(others.owners);
      const rows = new Map<string, LeadRow>();
      for (const row of await load.rows(tx, [...new Set(wanted.map(({ id }) => id))])) rows.set(row.id, row);
      for (const { identity, id } of wanted) {
        const row = rows.get(id);
        if (row && has(row, identity)) owners.set(identityKey(identity), row);
      }
      return { ...others, owners };
    },
    learn: (plan, besidesNow) => {
      for (const { kind, value, lead } of plan.identities) {
        if (lead.row.batchId === batch.id) filter.add(`${kind} ${value}`, lead.row.batchRow ?? 0);
      }
      for (const { kind, value, leadId } of besidesNow) besides.set(`${kind} ${value}`, leadId);
    },
  };
}

/** The identities of a plan that no column of their lead will show, or whose lead is not of the batch. */
export function identitiesBesides({ identities, leads }: ImportPlan, batchId: string): readonly IdentityRow[] {
  const rows: IdentityRow[] = [];
  for (const { kind, value, lead } of identities) {
    const isShown = lead.row.batchId === batchId && lead.row[keyColumns[kind]] === value;
    if ((lead.isChanged || lead.stored !== null) && !isShown) rows.push(identityRow({ kind, value }, lead.row));
  }
  for (const { row, stored, isChanged } of leads) {
    if (stored === null || !isChanged) continue;
    for (const kind of ['email', 'linkedin', 'phone'] as const) {
      const value = stored[keyColumns[kind]];
      if (value !== null && row[keyColumns[kind]] !== value) rows.push(identityRow({ kind, value }, row));
    }
  }
  return rows;
}

/** An identity as it is stored. */
export const identityRow = ({ kind, value }: IdentityKey, { id, clientId }: LeadRow): IdentityRow => ({
  ...{ kind, value, clientId, leadId: id },
});
