import { createHmac } from 'node:crypto';
import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { ErasedKeyRow } from '../db/rights-tables.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import type { SecretStore } from './secret-store.ts';

/** Whether somebody was erased, asked without a query: for imports. */
export interface ErasedCheck {
  /** Nobody was ever erased: nothing need be asked. */
  readonly isEmpty: boolean;
  isErased(kind: IdentityKey['kind'], value: string): boolean;
}

/** What stands beside a row that was refused because its person was erased. */
export const erasedReason =
  'This person was erased at their own request and is not taken again. What the row says is not kept.';

/** Those who were erased, as keyed hashes of their addresses, profiles and numbers. */
export interface ErasedKeys {
  /** All of them, for many questions. */
  loadCheck(): Promise<ErasedCheck>;
  /** For each identity, when it was erased; null: it was not. */
  erasedAt(identities: readonly IdentityKey[], tx?: Tx): Promise<readonly (string | null)[]>;
  add(tx: Tx, erasureId: string, identities: readonly IdentityKey[], at: Instant): Promise<void>;
  /** Somebody who asked to be taken again; the hash stays as a sign of that. */
  lift(tx: Tx, identities: readonly IdentityKey[], at: Instant): Promise<void>;
  /** All hashes with their key: to be kept apart from the database, which may be set back to a time before them. */
  list(): Promise<ErasedList>;
  /**
   * Takes over what another state of this database knew; of a hash that both know the newer line holds. Gives how many
   * are erased that were not before. Throws `conflict` (`erased-key`) for hashes made with another key.
   */
  adopt(tx: Tx, list: ErasedList): Promise<number>;
}

/** The hashes of everybody who was erased, apart from the database. */
export interface ErasedList {
  /** Base64url; null while nobody was erased. */
  readonly key: string | null;
  readonly hashes: readonly ErasedKeyRow[];
}

/** What stands in place of an erasure when the person was taken again. */
const lifted = 'lifted';

/** Opens the list of those who were erased. */
export function createErasedKeys(handle: DbHandle<CamTables>, secrets: SecretStore): ErasedKeys {
  const hasher = async (tx?: Tx) => {
    const secret = await secrets.get('erased-people', tx);
    return ({ kind, value }: IdentityKey): string =>
      createHmac('sha256', secret).update(`${kind} ${value}`).digest('base64url');
  };
  const erased = (tx?: Tx) => handle.in(tx).selectFrom('camErasedKey').where('erasureId', '!=', lifted);
  const anybody = async (tx?: Tx) =>
    (await handle.in(tx).selectFrom('camErasedKey').select('hash').limit(1).executeTakeFirst()) !== undefined;
  const matching = (hashes: readonly string[], tx?: Tx) =>
    erased(tx).select(['hash', 'at']).where('hash', 'in', hashes).execute();
  const write = async (tx: Tx, rows: readonly ErasedKeyRow[]): Promise<void> => {
    for (const { kind, hash, ...line } of rows) {
      const insert = handle
        .in(tx)
        .insertInto('camErasedKey')
        .values({ kind, hash, ...line });
      await insert.onConflict((conflict) => conflict.columns(['kind', 'hash']).doUpdateSet(line)).execute();
    }
  };
  const linesOf = async (tx: Tx, identities: readonly IdentityKey[], erasureId: string, at: Instant) => {
    const hash = await hasher(tx);
    return identities.map((each) => ({ kind: each.kind, hash: hash(each), erasureId, at }));
  };
  return {
    loadCheck: async () => {
      if (!(await anybody())) return nobodyErased;
      const hash = await hasher();
      const rows = await erased().select('hash').execute();
      const hashes = new Set(rows.map((row) => row.hash));
      return { isEmpty: false, isErased: (kind, value) => hashes.has(hash({ kind, value })) };
    },
    erasedAt: async (identities, tx) => {
      if (identities.length === 0 || !(await anybody(tx))) return identities.map(() => null);
      const hash = await hasher(tx);
      const hashes = identities.map(hash);
      const found = new Map((await matching(hashes, tx)).map((row) => [row.hash, row.at]));
      return hashes.map((each) => found.get(each) ?? null);
    },
    add: async (tx, erasureId, identities, at) => {
      if (identities.length > 0) await write(tx, await linesOf(tx, identities, erasureId, at));
    },
    lift: async (tx, identities, at) => {
      if (identities.length === 0) return;
      const lines = await linesOf(tx, identities, lifted, at);
      const known = await matching(
        lines.map(({ hash }) => hash),
        tx,
      );
      await write(
        tx,
        lines.filter(({ hash }) => known.some((each) => each.hash === hash)),
      );
    },
    list: async () => {
      const hashes = await handle.in().selectFrom('camErasedKey').selectAll().orderBy('hash').execute();
      return { key: hashes.length === 0 ? null : (await secrets.get('erased-people')).toString('base64url'), hashes };
    },
    adopt: async (tx, { key, hashes }) => {
      if (key === null) return 0;
      await secrets.adopt(tx, 'erased-people', key);
      const own = await handle.in(tx).selectFrom('camErasedKey').selectAll().execute();
      const known = new Map(own.map((row) => [`${row.kind} ${row.hash}`, row]));
      const newer = hashes.filter((row) => (known.get(`${row.kind} ${row.hash}`)?.at ?? '') < row.at);
      await write(tx, newer);
      return newer.filter(({ erasureId }) => erasureId !== lifted).length;
    },
  };
}

const nobodyErased: ErasedCheck = { isEmpty: true, isErased: () => false };
