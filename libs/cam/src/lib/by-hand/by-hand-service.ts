import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { ClientStore } from '../clients/client-store.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { assertAttemptMove } from '../outreach/attempt-rules.ts';
import { afterSent } from '../sending/after-sent.ts';
import { dueAfterSent } from '../sending/due-after-sent.ts';
import type { SendingTools } from '../sending/sending-tools.ts';
import type { SequenceStore } from '../sequences/sequence-store.ts';

/** That a person did a task. */
export interface DoneTask {
  readonly attemptId: string;
  readonly by: string;
  /** One sentence, an address, or both. */
  readonly note: string;
  readonly url: string | null;
}

/** That nobody will do a task. */
export interface LeftOutTask {
  readonly attemptId: string;
  readonly by: string;
  readonly reason: string;
}

/** Steps that people do by hand: what their tasks tell, in the transaction in which the task changes. */
export interface ByHandService {
  /**
   * The message counts as sent, done by hand: the lead was contacted and its sequence goes on. When the sequence ended
   * meanwhile, only the lead's story tells it.
   */
  done(tx: Tx, task: DoneTask): Promise<void>;
  /** The step is left out, and the next one follows. */
  leftOut(tx: Tx, task: LeftOutTask): Promise<void>;
}

interface Deps {
  readonly tools: SendingTools;
  readonly sequences: Pick<SequenceStore, 'ofWay'>;
  readonly clients: Pick<ClientStore, 'find'>;
}

const Evidence = z.record(z.string(), z.unknown());

/** Builds the service. */
export function createByHandService(deps: Deps): ByHandService {
  const { tools } = deps;
  const waiting = async (tx: Tx, attemptId: string): Promise<OutreachAttemptRow | undefined> => {
    const row = await tools.sending.row(tx, attemptId);
    return row && row.mode === 'LIVE' && row.channel !== 'email' ? row : undefined;
  };
  const tell = (tx: Tx, row: OutreachAttemptRow, what: string, why: string, actor: string) =>
    tools.records.append(tx, [
      {
        ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
        ...{ what, why, actor, data: { attemptId: row.id } },
      },
    ]);
  return {
    done: async (tx, { attemptId, by, note, url }) => {
      const row = await waiting(tx, attemptId);
      if (!row) return; // the person was erased meanwhile
      const why = [note, url].filter(Boolean).join(' · ');
      await tell(tx, row, `Message ${row.step} done by hand${placeWords(row.channel)}`, why, by);
      if (row.status !== 'BLOCKED') return;
      assertAttemptMove('BLOCKED', 'SCHEDULED');
      assertAttemptMove('SCHEDULED', 'SENDING');
      assertAttemptMove('SENDING', 'SENT');
      const now = tools.clock.now();
      const before = readJsonColumn(Evidence, row.evidence, 'cam_outreach_attempt.evidence');
      const evidence = JSON.stringify({ ...before, byHand: { by, note, url } });
      const sent = { status: 'SENT', reasons: '[]', notBefore: null, settledAt: now, updatedAt: now, evidence };
      await tools.sending.move(tx, row.id, 'BLOCKED', sent);
      const dueAt = await dueAfterSent({ ...deps, outreach: tools.outreach }, tx, row);
      await afterSent(tools, tx, [{ ...row, dueAt }]);
    },
    leftOut: async (tx, { attemptId, by, reason }) => {
      const row = await waiting(tx, attemptId);
      if (row?.status !== 'BLOCKED') return;
      assertAttemptMove('BLOCKED', 'CANCELLED');
      const now = tools.clock.now();
      await tools.sending.move(tx, row.id, 'BLOCKED', {
        status: 'CANCELLED',
        settledAt: now,
        updatedAt: now,
        taskId: null,
      });
      await tell(tx, row, `Message ${row.step} is left out`, reason, by);
      const due = await dueAfterSent({ ...deps, outreach: tools.outreach }, tx, row);
      if (due === null) await tools.sending.finish(tx, row.enrolmentId, now);
      else await tools.outreach.setDue(tx, row.enrolmentId, 'LIVE', due);
    },
  };
}

function placeWords(channel: string): string {
  const words: Readonly<Record<string, string>> = {
    ...{ linkedin: ' on LinkedIn', phone: ' by phone', contact_form: ' by a contact form' },
  };
  return words[channel] ?? '';
}
