import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { endedDue } from '../outreach/due-queries.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';

/** What was stopped, as it stood before: enough to start it again. */
export const StoppedSequences = z.object({
  enrolments: z.array(
    z.object({ id: z.string(), status: z.string(), statusReason: z.string(), pausedUntil: z.nullable(z.string()) }),
  ),
  attempts: z.array(z.object({ id: z.string(), status: z.string(), notBefore: z.nullable(z.string()) })),
});
export type StoppedSequences = z.infer<typeof StoppedSequences>;

/** Taking leads out of whatever sequence they are in, and putting them back. */
export interface SequenceStopStore {
  /**
   * Stops every enrolment of these leads (500 at most) that is active or paused, and cancels its messages that wait, so
   * that nothing more is written to somebody who was won or given up.
   */
  stop(tx: Tx, leadIds: readonly string[], reason: string, at: Instant): Promise<StoppedSequences>;
  /** Starts again what was stopped and has not been touched since. */
  restart(tx: Tx, stopped: StoppedSequences, at: Instant): Promise<void>;
}

/** Opens the store that stops sequences. */
export function createSequenceStopStore(handle: DbHandle<CamTables>): SequenceStopStore {
  return {
    stop: async (tx, leadIds, reason, at) => {
      if (leadIds.length === 0) return { enrolments: [], attempts: [] };
      const current = handle
        .in(tx)
        .selectFrom('camEnrolment')
        .select(['id', 'status', 'statusReason', 'pausedUntil'])
        .where('leadId', 'in', leadIds)
        .where('status', 'in', ['ACTIVE', 'PAUSED']);
      const enrolments = await held(current, tx).execute();
      const ids = enrolments.map(({ id }) => id);
      if (ids.length === 0) return { enrolments: [], attempts: [] };
      const attempts = await waiting(handle, tx, leadIds, ids);
      const ended = { status: 'STOPPED', statusReason: reason, pausedUntil: null, endedAt: at, updatedAt: at };
      await handle.in(tx).updateTable('camEnrolment').set(ended).where('id', 'in', ids).execute();
      await cancel(
        handle,
        tx,
        attempts.map(({ id }) => id),
        at,
      );
      return { enrolments, attempts };
    },
    restart: async (tx, { enrolments, attempts }, at) => {
      for (const { id, ...before } of enrolments) {
        const again = { ...before, endedAt: null, updatedAt: at };
        await handle
          .in(tx)
          .updateTable('camEnrolment')
          .set(({ fn, ref, val }) => ({
            ...again,
            // A run that saw the end has marked it; null: it is looked at again.
            dueSimulation: fn('nullif', [ref('dueSimulation'), val(endedDue)]),
            dueProof: fn('nullif', [ref('dueProof'), val(endedDue)]),
            dueLive: fn('nullif', [ref('dueLive'), val(endedDue)]),
          }))
          .where('id', '=', id)
          .where('status', '=', 'STOPPED')
          .execute();
      }
      for (const { id, ...before } of attempts) {
        const again = { ...before, settledAt: null, updatedAt: at };
        await handle
          .in(tx)
          .updateTable('camOutreachAttempt')
          .set(again)
          .where('id', '=', id)
          .where('status', '=', 'CANCELLED')
          .execute();
      }
    },
  };
}

/** By the lead first: that has an index. */
const waiting = (handle: DbHandle<CamTables>, tx: Tx, leadIds: readonly string[], enrolmentIds: readonly string[]) =>
  held(
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt')
      .select(['id', 'status', 'notBefore'])
      .where('leadId', 'in', leadIds)
      .where('enrolmentId', 'in', enrolmentIds)
      .where('status', 'in', ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED']),
    tx,
  ).execute();

async function cancel(handle: DbHandle<CamTables>, tx: Tx, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  const cancelled = { status: 'CANCELLED', notBefore: null, settledAt: at, updatedAt: at };
  await handle.in(tx).updateTable('camOutreachAttempt').set(cancelled).where('id', 'in', ids).execute();
}
