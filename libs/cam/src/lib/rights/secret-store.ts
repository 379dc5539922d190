import { randomBytes } from 'node:crypto';
import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { conflict, internal, type Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';

/** What a key of the workspace is for. */
export type SecretName = 'erased-people' | 'public-links';

/** The random keys of one workspace, made when they are first needed. */
export interface SecretStore {
  /** The key; made and kept when there is none. */
  get(name: SecretName, tx?: Tx): Promise<Buffer>;
  /** Takes a key over when there is none. Throws `conflict` (`erased-key`) when there is another. */
  adopt(tx: Tx, name: SecretName, value: string): Promise<void>;
}

/**
 * Keys lie in the database, not beside it: one that were lost in a move would let everybody back in who was erased, and
 * would break every link that is under way. Decision 20.
 */
export function createSecretStore(db: Database, handle: DbHandle<CamTables>, clock: Clock): SecretStore {
  const known = new Map<SecretName, Buffer>();
  const read = async (name: SecretName, tx?: Tx) => {
    const row = await handle.in(tx).selectFrom('camSecret').select('value').where('name', '=', name).executeTakeFirst();
    return row && Buffer.from(row.value, 'base64url');
  };
  const make = async (name: SecretName, tx: Tx, value = randomBytes(32).toString('base64url')): Promise<Buffer> => {
    const row = { name, value, createdAt: clock.now() };
    const insert = handle.in(tx).insertInto('camSecret').values(row);
    await insert.onConflict((conflict) => conflict.doNothing()).execute();
    const made = await read(name, tx); // another process may have been first
    if (made) return made;
    throw internal({ code: 'secret-lost', message: `The key “${name}” was written and is not there. Try again.` });
  };
  return {
    get: async (name, tx) => {
      const kept = known.get(name) ?? (await read(name, tx));
      if (!kept && tx) return make(name, tx); // not remembered: the transaction may be rolled back
      const secret = kept ?? (await db.transaction((own) => make(name, own)));
      known.set(name, secret);
      return secret;
    },
    adopt: async (tx, name, value) => {
      const own = (await read(name, tx)) ?? (await make(name, tx, value));
      if (own.toString('base64url') === value) return;
      throw conflict({
        code: 'erased-key',
        message:
          'The list of erased people was made with another key than this database has. Take the list of this database, or move it away.',
      });
    },
  };
}
