import type { EgressDoor, MailLine, Reservation, SmtpEnvelope, SmtpOutcome, SmtpSettings } from '@aicmo/core-effects';
import { isAppError, toAppError } from '@aicmo/core-kernel';

/** A message that was reserved: it may go once the transaction of its reservation is committed. */
export interface ReservedMail {
  readonly reservation: Reservation;
  /** The mailbox and its version: a line that was opened before somebody changed the mailbox is not used any more. */
  readonly lineKey: string;
  readonly settings: SmtpSettings;
  readonly envelope: SmtpEnvelope;
  readonly bytes: Uint8Array;
}

/** Connections to the servers of mailboxes, kept from message to message. */
export interface MailLines {
  /**
   * Sends one message over a line of its mailbox. Never throws: what happened is the value.
   * @param mayStillLeave asked right before DATA: no holds it
   */
  send(mail: ReservedMail, mayStillLeave?: () => Promise<boolean>): Promise<SmtpOutcome>;
  /** Says goodbye on all of them. */
  close(): void;
}

/** Many servers say goodbye after about a hundred. */
const messagesPerLine = 100;

/** No line is open until the first message. One message at a time for each mailbox; mailboxes beside one another. */
export function createMailLines(door: Pick<EgressDoor, 'openMailLine'>): MailLines {
  const open = new Map<string, { readonly line: MailLine; sent: number }>();
  const drop = (key: string): void => {
    open.get(key)?.line.close();
    open.delete(key);
  };
  const over = async (
    mail: ReservedMail,
    mayStillLeave: (() => Promise<boolean>) | undefined,
  ): Promise<{ readonly outcome: SmtpOutcome; readonly wasUsed: boolean }> => {
    const known = open.get(mail.lineKey);
    if (known && !(known.line.isOpen && known.sent < messagesPerLine)) drop(mail.lineKey);
    let place = open.get(mail.lineKey);
    if (!place) {
      const opened = await door.openMailLine(mail.settings);
      if (!opened.ok) return { outcome: opened.failure, wasUsed: false };
      place = { line: opened.line, sent: 0 };
      open.set(mail.lineKey, place);
    }
    const wasUsed = place.sent > 0;
    place.sent += 1;
    const outcome = await place.line.send(mail.reservation, mail.envelope, mail.bytes, mayStillLeave);
    if (!place.line.isOpen) drop(mail.lineKey);
    return { outcome, wasUsed };
  };
  return {
    send: async (mail, mayStillLeave) => {
      try {
        const { outcome, wasUsed } = await over(mail, mayStillLeave);
        // A server may have closed a line that rested: nothing of this message was said, so a fresh line may say it.
        return wasUsed && isBrokenBefore(outcome) ? (await over(mail, mayStillLeave)).outcome : outcome;
      } catch (error) {
        drop(mail.lineKey);
        return outcomeOfError(error);
      }
    },
    close: () => {
      for (const key of [...open.keys()]) drop(key);
    },
  };
}

const isBrokenBefore = (outcome: SmtpOutcome): boolean =>
  (outcome.outcome === 'failed' && outcome.isTemporary && outcome.stage === 'sender') ||
  (outcome.outcome === 'refused' && outcome.code === 421 && outcome.stage === 'sender');

/** A house on hold opens no line, so nothing left; whatever else goes wrong in here may have left something. */
function outcomeOfError(error: unknown): SmtpOutcome {
  if (isAppError(error) && (error.code === 'door-held' || error.code === 'door-demo')) {
    return { outcome: 'held', transcript: [error.message] };
  }
  const why = `The program failed while the message was on its way: ${toAppError(error).message}`;
  return { outcome: 'unknown', why, transcript: [] };
}
