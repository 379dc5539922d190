import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import { humanKinds } from '../../contract/inbound.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';

/** A way through a sequence that goes on. */
export type RunningEnrolment = Pick<EnrolmentRow, 'id' | 'status' | 'pausedUntil'>;

/** Every query by which a message that came in has its effects. */
export interface EffectStore {
  /** Active or paused ones of a lead. */
  running(tx: Tx, leadId: string): Promise<readonly RunningEnrolment[]>;
  /** Pauses until a moment; null: until a person resumes them. */
  pause(tx: Tx, ids: readonly string[], until: Instant | null, reason: string, at: Instant): Promise<void>;
  /** Puts back how it stood, if it is still paused. */
  unpause(tx: Tx, before: Pick<EnrolmentRow, 'id' | 'pausedUntil'>, at: Instant): Promise<void>;
  /** Marks a message that left; when it left stays as it is. False: it is in none of these states. */
  markAttempt(tx: Tx, id: string, from: readonly string[], to: string, why: string, at: Instant): Promise<boolean>;
  /** How many of the newest messages to a lead's address, up to one of them, came back without one in between that did not. */
  bouncesInARow(tx: Tx, attemptId: string, most: number): Promise<number>;
  /** Whether the lead wrote, or complained, again since this message. */
  wroteAgain(tx: Tx, leadId: string, since: { readonly id: string; readonly createdAt: string }): Promise<boolean>;
  timeZoneOf(tx: Tx, clientId: string): Promise<string | null>;
}

/** Opens the store. */
export function createEffectStore(handle: DbHandle<CamTables>): EffectStore {
  return {
    running: (tx, leadId) =>
      handle
        .in(tx)
        .selectFrom('camEnrolment')
        .select(['id', 'status', 'pausedUntil'])
        .where('leadId', '=', leadId)
        .where('status', 'in', ['ACTIVE', 'PAUSED'])
        .execute(),
    pause: async (tx, ids, until, statusReason, at) => {
      if (ids.length === 0) return;
      const change = { status: 'PAUSED', pausedUntil: until, statusReason, updatedAt: at };
      await handle.in(tx).updateTable('camEnrolment').set(change).where('id', 'in', ids).execute();
    },
    unpause: async (tx, { id, pausedUntil }, at) => {
      const change =
        pausedUntil === null
          ? { status: 'ACTIVE', pausedUntil, statusReason: 'The pause was a mistake.', updatedAt: at }
          : { pausedUntil, updatedAt: at };
      const update = handle.in(tx).updateTable('camEnrolment').set(change).where('id', '=', id);
      await update.where('status', '=', 'PAUSED').execute();
    },
    markAttempt: async (tx, id, from, status, why, at) => {
      const reasons = JSON.stringify([{ code: status.toLowerCase(), text: why, liftedBy: 'person' }]);
      const update = handle.in(tx).updateTable('camOutreachAttempt').set({ status, reasons, updatedAt: at });
      const { numUpdatedRows } = await update.where('id', '=', id).where('status', 'in', from).executeTakeFirst();
      return Number(numUpdatedRows) > 0;
    },
    bouncesInARow: async (tx, attemptId, most) => {
      const db = handle.in(tx);
      const last = await db
        .selectFrom('camOutreachAttempt')
        .select(['leadId', 'recipient', 'settledAt'])
        .where('id', '=', attemptId)
        .executeTakeFirst();
      if (!last?.settledAt) return 1;
      const newest = await db
        .selectFrom('camOutreachAttempt')
        .select('id')
        .where('leadId', '=', last.leadId)
        .where('mode', '=', 'LIVE')
        .where('channel', '=', 'email')
        .where('recipient', '=', last.recipient)
        .where('status', 'in', ['SENT', 'BOUNCED', 'COMPLAINED'])
        .where('settledAt', '<=', last.settledAt)
        .orderBy('settledAt', 'desc')
        .orderBy('step', 'desc')
        .limit(most)
        .execute();
      const ids = newest.map(({ id }) => id);
      const back = await db
        .selectFrom('camInbound')
        .select('attemptId')
        .where('attemptId', 'in', ids)
        .where('kind', '=', 'BOUNCE')
        .execute();
      const cameBack = new Set(back.map((row) => row.attemptId));
      const arrived = ids.findIndex((id) => !cameBack.has(id));
      return arrived === -1 ? ids.length : arrived;
    },
    wroteAgain: async (tx, leadId, { id, createdAt }) => {
      const found = await handle
        .in(tx)
        .selectFrom('camInbound')
        .select('id')
        .where('leadId', '=', leadId)
        .where('id', '!=', id)
        .where('createdAt', '>=', createdAt)
        .where('kind', 'in', [...humanKinds, 'COMPLAINT'])
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    timeZoneOf: async (tx, clientId) =>
      (await handle.in(tx).selectFrom('camClient').select('timeZone').where('id', '=', clientId).executeTakeFirst())
        ?.timeZone ?? null,
  };
}
