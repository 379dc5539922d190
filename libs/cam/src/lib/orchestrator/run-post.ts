import type { Tx } from '@aicmo/core-db';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import { createMailLines } from '../sending/mail-lines.ts';
import { mayStillLeave } from '../sending/may-still-leave.ts';
import { settleAttempts, type AnsweredAttempt, type SendingAttempt } from '../sending/settle-attempt.ts';
import type { RunTools } from './run-tools.ts';

/**
 * What a run has on its way, over lines that are kept until the end. What the servers answered are rolling marks: they are
 * written with the next messages' transaction, and the last ones by themselves (EFFECTS).
 */
export interface RunPost {
  /** Sends messages whose reservations are committed: one at a time for each mailbox, mailboxes beside one another. */
  send(sendings: readonly SendingAttempt[]): Promise<void>;
  /** Writes the marks that wait in the caller's transaction; call `marked` when that is committed. */
  mark(tx: Tx): Promise<readonly RunItemOutcome[]>;
  marked(): void;
  readonly hasMarks: boolean;
  close(): void;
}

/** Opens the post of one run. */
export function openRunPost({ door, clock, runs, suppression, sending: tools }: RunTools): RunPost {
  const lines = createMailLines(door);
  let answered: AnsweredAttempt[] = [];
  return {
    get hasMarks() {
      return answered.length > 0;
    },
    send: async (sendings) => {
      const byLine = Map.groupBy(sendings, ({ mail }) => mail.lineKey);
      const sendAll = async (own: readonly SendingAttempt[]): Promise<void> => {
        for (const sending of own) {
          const outcome = await lines.send(sending.mail, () => mayStillLeave({ tools, suppression }, sending.row.id));
          answered.push({ ...sending, outcome, at: clock.now() });
        }
      };
      await Promise.all([...byLine.values()].map(sendAll));
    },
    mark: async (tx) => {
      const outcomes = await settleAttempts(tools, tx, answered);
      const items = answered.flatMap(({ row: { id, runId } }, index) => {
        const outcome = outcomes[index];
        return runId !== null && outcome ? [{ runId, attemptId: id, outcome }] : [];
      });
      await runs.addItems(tx, items);
      return outcomes;
    },
    marked: () => void (answered = []),
    close: () => lines.close(),
  };
}
