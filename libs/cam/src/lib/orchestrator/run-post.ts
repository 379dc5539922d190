import type { Tx } from '@aicmo/core-db';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import { createMailLines } from '../sending/mail-lines.ts';
import { settleAttempt, type AnsweredAttempt, type SendingAttempt } from '../sending/settle-attempt.ts';
import type { RunTools } from './run-tools.ts';

/**
 * What a run has on its way: one message at a time, over lines that are kept until the end. What the server answered is a
 * rolling mark: it is written with the next message's transaction, and the last one by itself (EFFECTS).
 */
export interface RunPost {
  /** Sends a message whose reservation is committed. Its mark waits. */
  send(sending: SendingAttempt): Promise<void>;
  /** Writes the mark that waits, if one does, in the caller's transaction; call `marked` when that is committed. */
  mark(tx: Tx): Promise<RunItemOutcome | undefined>;
  marked(): void;
  readonly hasMark: boolean;
  close(): void;
}

/** Opens the post of one run. */
export function openRunPost({ door, clock, runs, sending: tools }: RunTools): RunPost {
  const lines = createMailLines(door);
  let answered: AnsweredAttempt | undefined;
  return {
    get hasMark() {
      return answered !== undefined;
    },
    send: async (sending) => {
      const outcome = await lines.send(sending.mail);
      answered = { ...sending, outcome, at: clock.now() };
    },
    mark: async (tx) => {
      if (!answered) return undefined;
      const { row } = answered;
      const state = await settleAttempt(tools, tx, answered);
      if (row.runId !== null) await runs.addItem(tx, row.runId, row.id, state);
      return state;
    },
    marked: () => (answered = undefined),
    close: () => lines.close(),
  };
}
