import type { EgressDoor, SmtpOutcome, Vault } from '@aicmo/core-effects';
import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock, type Refusal } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { noAcquisitionEvents } from '../events/acquisition-events.ts';
import { unknownMailbox, withoutSecrets } from '../mailboxes/mailbox-rules.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { createMailboxStore } from '../mailboxes/mailbox-store.ts';
import { endOfTry } from './end-of-try.ts';
import { createMailLines, type ReservedMail } from './mail-lines.ts';
import { openMailDesk, type MailFacts, type OutgoingMail } from './outgoing-mail.ts';
import { openSendingTools } from './sending-tools.ts';
import { stopMailbox } from './server-verdict.ts';

/** One message that belongs to no run: an answer of a person, a test, a question. It follows the rows of LIVE (EFFECTS). */
export interface SingleMessage extends Omit<OutgoingMail, 'at'>, Omit<MailFacts, 'mode' | 'worker'> {
  readonly mailboxId: string;
}

/** What became of it. UNCERTAIN is never sent again by itself; FAILED may be tried again by whoever asked. */
export type SingleResult =
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] }
  | { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string }
  | {
      readonly outcome: 'SENT' | 'FAILED' | 'UNCERTAIN';
      readonly ledgerId: string;
      /** What the server said, in one plain sentence. */
      readonly why: string;
      /** The conversation, line by line. */
      readonly evidence: readonly string[];
      /** Waiting, or another mailbox, may help. */
      readonly isTemporary: boolean;
    };

/** What the caller writes in the same transactions. */
export interface SingleMessageRows {
  /** In transaction A, before the door: its gate, asked with facts read in `tx`. Whatever it gives stops the message. */
  allow(tx: Tx, mailbox: MailboxRow): Promise<readonly Refusal[]>;
  /** Right before the message is said: no stops it, and it has not left. Without it only the house and the lease are asked. */
  mayStillLeave?(): Promise<boolean>;
  /** In transaction A: it is on its way from the commit on. */
  reserved?(tx: Tx, ledgerId: string): Promise<void>;
  /** In transaction A (PROOFED, SIMULATED) or B. Not told when the delivery was declared uncertain meanwhile. */
  settled(tx: Tx, result: Exclude<SingleResult, { outcome: 'REFUSED' }>): Promise<void>;
}

/** Sends single messages, each at most once. */
export interface MailSender {
  /**
   * Reserve and commit, socket, settle: the order of EFFECTS. Throws `not-found` (`mailbox-unknown`), and what the vault
   * throws (`vault-…`), before anything left. When the program ends in between, the next recovery finds the message.
   */
  send(message: SingleMessage, rows: SingleMessageRows): Promise<SingleResult>;
}

/** Where they leave from. */
export interface MailSenderPlace {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly door: Pick<
    EgressDoor,
    'reserve' | 'reserveAll' | 'settle' | 'settleAll' | 'recover' | 'resolve' | 'openMailLine'
  >;
  readonly vault: Vault;
}

/** Opens the sender of single messages. */
export function openMailSender(place: MailSenderPlace): MailSender {
  const tools = openSendingTools({ ...place, events: noAcquisitionEvents });
  const mailboxes = createMailboxStore(place.handle);
  const { db, door, clock } = place;
  const begin = (message: SingleMessage, rows: SingleMessageRows): Promise<ReservedMail | SingleResult> =>
    db.transaction(
      async (tx) => {
        const mailbox = await mailboxes.row(message.mailboxId, tx);
        if (!mailbox || mailbox.status === 'ARCHIVED') throw unknownMailbox();
        const refusals = await rows.allow(tx, mailbox);
        if (refusals.length > 0) return { outcome: 'REFUSED', refusals };
        const { kind, summary, subjectRef } = message;
        const facts = { kind, summary, subjectRef, mode: 'LIVE', worker: `${subjectRef}/${newId(clock)}` } as const;
        const desk = openMailDesk({ door, secrets: createMailboxSecrets(place.vault) });
        const asked = await desk.reserve(tx, mailbox, { ...message, at: clock.now() }, facts);
        if (asked.outcome === 'REFUSED') return asked;
        if (asked.outcome === 'RESERVED') await rows.reserved?.(tx, asked.ledgerId);
        else await rows.settled(tx, asked);
        return asked.outcome === 'RESERVED' ? asked.mail : asked;
      },
      { durable: true },
    );
  return {
    send: async (message, rows) => {
      const begun = await begin(message, rows);
      if ('outcome' in begun) return begun;
      const lines = createMailLines(door);
      const outcome = await lines.send(begun, rows.mayStillLeave);
      lines.close();
      const result = resultOf(begun, outcome, clock.now());
      const { mailboxTrouble, ledger, ...told } = result;
      await db.transaction(
        async (tx) => {
          if (await door.settle(tx, begun.reservation, ledger)) await rows.settled(tx, told);
          if (mailboxTrouble !== null) await stopMailbox(tools, tx, message.mailboxId, mailboxTrouble);
        },
        { durable: true },
      );
      return told;
    },
  };
}

function resultOf({ settings, reservation }: ReservedMail, outcome: SmtpOutcome, now: ReturnType<Clock['now']>) {
  const hide = (text: string): string => withoutSecrets(text, [settings.login?.password ?? '']);
  const end = endOfTry(outcome, { enrolmentId: reservation.ledgerId, step: 1, retries: 0, now });
  const evidence = outcome.transcript.map(hide);
  const [why, reasons] = [hide(end.why), end.ledger.reasons.map(hide)];
  const state = end.state === 'RETRY_SCHEDULED' ? 'FAILED' : end.state;
  return {
    ...{ outcome: state, ledgerId: reservation.ledgerId, why, evidence },
    isTemporary: end.state === 'RETRY_SCHEDULED',
    mailboxTrouble: end.mailboxTrouble === null ? null : hide(end.mailboxTrouble),
    ledger: { outcome: end.ledger.outcome, reasons, evidence },
  };
}
