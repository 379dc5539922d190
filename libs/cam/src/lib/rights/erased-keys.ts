import { createHmac } from 'node:crypto';
import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
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
  add(tx: Tx, erasureId: string, identities: readonly IdentityKey[], at: Instant): Promise<number>;
  /** Somebody who asked to be taken again. */
  lift(tx: Tx, identities: readonly IdentityKey[]): Promise<void>;
}

/** Opens the list of those who were erased. */
export function createErasedKeys(handle: DbHandle<CamTables>, secrets: SecretStore): ErasedKeys {
  const hasher = async (tx?: Tx) => {
    const secret = await secrets.get('erased-people', tx);
    return ({ kind, value }: IdentityKey): string =>
      createHmac('sha256', secret).update(`${kind} ${value}`).digest('base64url');
  };
  const anybody = async (tx?: Tx) =>
    (await handle.in(tx).selectFrom('camErasedKey').select('hash').limit(1).executeTakeFirst()) !== undefined;
  const matching = (hashes: readonly string[], tx?: Tx) =>
    handle.in(tx).selectFrom('camErasedKey').select(['hash', 'at']).where('hash', 'in', hashes).execute();
  return {
    loadCheck: async () => {
      if (!(await anybody())) return nobodyErased;
      const hash = await hasher();
      const rows = await handle.in().selectFrom('camErasedKey').select('hash').execute();
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
      if (identities.length === 0) return 0;
      const hash = await hasher(tx);
      const rows = identities.map((each) => ({ kind: each.kind, hash: hash(each), erasureId, at }));
      const added = await handle.insertMany(tx, 'camErasedKey', rows, { onConflict: 'skip' });
      return added.inserted;
    },
    lift: async (tx, identities) => {
      if (identities.length === 0) return;
      const hash = await hasher(tx);
      await handle.in(tx).deleteFrom('camErasedKey').where('hash', 'in', identities.map(hash)).execute();
    },
  };
}

const nobodyErased: ErasedCheck = { isEmpty: true, isErased: () => false };
