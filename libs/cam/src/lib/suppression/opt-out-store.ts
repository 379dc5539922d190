import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { OptOutRow } from '../db/opt-out-tables.ts';
import { held } from '../leads/held-rows.ts';
import { StoppedSequences } from '../routing/sequence-stop-store.ts';

/** What an opt-out changed: what was so before is not in it. */
export const OptOutEffects = z.object({
  suppressions: z.array(z.string()),
  leads: z.array(z.object({ id: z.string(), consent: z.string() })),
  stopped: StoppedSequences,
});
export type OptOutEffects = z.infer<typeof OptOutEffects>;

/** A message and whom it was written to, as far as both are still known. */
export interface AddressedMessage {
  readonly mode: string;
  readonly clientId: string;
  readonly leadId: string;
  /** Empty: the person was erased. */
  readonly recipient: string;
  readonly lead: { readonly language: string; readonly country: string; readonly consent: string } | null;
}

/** Every query on those who asked not to be contacted. */
export interface OptOutStore {
  insert(tx: Tx, row: OptOutRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<OptOutRow>): Promise<void>;
  find(id: string, tx?: Tx): Promise<OptOutRow | undefined>;
  /** The newest that stands, by the message, the lead or the address. */
  standing(
    by: { readonly attemptId: string } | { readonly addressKey: string },
    tx?: Tx,
  ): Promise<OptOutRow | undefined>;
  /** The message that a link names. */
  message(attemptId: string, tx?: Tx): Promise<AddressedMessage | undefined>;
  /** Those who said that it was a mistake, and whom nobody answered yet; oldest first. */
  askedBack(limit: number): Promise<readonly OptOutRow[]>;
  /** Every lead of the people who have this address or this lead, in all clients, held until the end of the transaction. */
  leadsOfPerson(
    tx: Tx,
    by: { readonly addressKey: string; readonly leadId: string | null },
  ): Promise<readonly LeadRow[]>;
}

/** Opens the store. */
export function createOptOutStore(handle: DbHandle<CamTables>): OptOutStore {
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camOptOut').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camOptOut').values(row).execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camOptOut').set(change).where('id', '=', id).execute()),
    find: (id, tx) => held(all(tx).where('id', '=', id), tx).executeTakeFirst(),
    standing: (by, tx) => {
      const query = all(tx).where('liftedAt', 'is', null);
      const found =
        'attemptId' in by
          ? query.where('attemptId', '=', by.attemptId)
          : query.where('addressKey', '=', by.addressKey).where('addressKey', '!=', '');
      return found.orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
    },
    message: async (attemptId, tx) => {
      const db = handle.in(tx);
      const message = await db
        .selectFrom('camOutreachAttempt')
        .select(['mode', 'clientId', 'leadId', 'recipient'])
        .where('id', '=', attemptId)
        .executeTakeFirst();
      if (!message) return undefined;
      const lead = await db
        .selectFrom('camLead')
        .select(['language', 'country', 'consent'])
        .where('id', '=', message.leadId)
        .executeTakeFirst();
      return { ...message, lead: lead ?? null };
    },
    askedBack: (limit) =>
      all()
        .where('askedBackAt', 'is not', null)
        .where('liftedAt', 'is', null)
        .orderBy('askedBackAt')
        .orderBy('id')
        .limit(limit)
        .execute(),
    leadsOfPerson: async (tx, { addressKey, leadId }) => {
      const db = handle.in(tx);
      const byAddress =
        addressKey === ''
          ? []
          : await db
              .selectFrom('camIdentity')
              .select('leadId')
              .where('kind', '=', 'email')
              .where('value', '=', addressKey)
              .execute();
      const ids = [...byAddress.map((row) => row.leadId), ...(leadId === null ? [] : [leadId])];
      if (ids.length === 0) return [];
      const people = await db.selectFrom('camLead').select('personId').distinct().where('id', 'in', ids).execute();
      if (people.length === 0) return [];
      const persons = people.map(({ personId }) => personId);
      const leads = db.selectFrom('camLead').selectAll().where('personId', 'in', persons).orderBy('id');
      return held(leads, tx).execute();
    },
  };
}
