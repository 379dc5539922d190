import { composeMail, type Delivery, type EgressDoor, type ReserveResult } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { MailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import type { ReservedMail } from './mail-lines.ts';

/** A message as it is meant to leave from a mailbox. */
export interface OutgoingMail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Null: text alone. */
  readonly html: string | null;
  /** Without angle brackets. */
  readonly messageId: string;
  /** Message-IDs of what was really sent or received in the thread, the oldest first, without angle brackets. */
  readonly references: readonly string[];
  /** Further ones, such as List-Unsubscribe. */
  readonly headers: Readonly<Record<string, string>>;
  readonly at: Instant;
}

/** What the ledger says of it. */
export interface MailFacts {
  readonly kind: 'mail' | 'self-test';
  readonly mode: 'SIMULATION' | 'LIVE';
  /** One line. */
  readonly summary: string;
  /** The row that it belongs to; two of the same never leave. */
  readonly subjectRef: string;
  /** Unique for this worker: by it the delivery is found again when the worker ends before it was settled. */
  readonly worker: string;
}

/** A message of a mailbox, with what the ledger says of it. */
export interface AddressedMail {
  readonly mailbox: MailboxRow;
  readonly mail: OutgoingMail;
  readonly facts: Omit<MailFacts, 'worker'>;
}

/** What asking for its place gave. */
export type ReservingMail =
  | { readonly outcome: 'RESERVED'; readonly mail: ReservedMail; readonly ledgerId: string }
  | Exclude<ReserveResult, { readonly outcome: 'RESERVED' }>;

/** Makes messages of mailboxes ready to leave. Passwords and keys are opened once for each version of a mailbox. */
export interface MailDesk {
  /** In transaction A: the bytes are made, and the door reserves them. Throws what the vault throws (`vault-…`). */
  reserve(tx: Tx, mailbox: MailboxRow, mail: OutgoingMail, facts: MailFacts): Promise<ReservingMail>;
  /** The same for several of one worker, reserved together; what it says of each is in their order. */
  reserveAll(tx: Tx, mails: readonly AddressedMail[], worker: string): Promise<readonly ReservingMail[]>;
}

interface Deps {
  readonly door: Pick<EgressDoor, 'reserve' | 'reserveAll'>;
  readonly secrets: Pick<MailboxSecrets, 'smtpSettings' | 'signingKey'>;
}

/** Opens a desk; one for each run, so that secrets do not stay in memory. */
export function openMailDesk({ door, secrets }: Deps): MailDesk {
  const opened = new Map<string, ReturnType<typeof open>>();
  const open = async (row: MailboxRow) => ({
    settings: await secrets.smtpSettings(row),
    key: await secrets.signingKey(row),
  });
  const accessOf = (lineKey: string, row: MailboxRow) => {
    const known = opened.get(lineKey) ?? open(row);
    opened.set(lineKey, known);
    known.catch(() => opened.delete(lineKey)); // a key file that was put back needs no restart
    return known;
  };
  const readyOf = async ({ mailbox, mail }: Omit<AddressedMail, 'facts'>) => {
    const lineKey = `${mailbox.id}/${mailbox.version}`;
    const { settings, key } = await accessOf(lineKey, mailbox);
    const bytes = await bytesOf(mailbox, mail, key);
    return { lineKey, settings, envelope: { from: mailbox.address, to: mail.to.address }, bytes };
  };
  return {
    reserve: async (tx, mailbox, mail, { worker, ...facts }) => {
      const ready = await readyOf({ mailbox, mail });
      return reservedOf(ready, await door.reserve(tx, deliveryOf(ready, facts), { worker }));
    },
    reserveAll: async (tx, mails, worker) => {
      const ready = await Promise.all(mails.map(async (each) => ({ ...(await readyOf(each)), facts: each.facts })));
      const deliveries = ready.map(({ facts, ...each }) => deliveryOf(each, facts));
      const reserved = await door.reserveAll(tx, deliveries, { worker });
      return ready.flatMap(({ facts: _, ...each }, index) =>
        reserved[index] ? reservedOf(each, reserved[index]) : [],
      );
    },
  };
}

type ReadyMail = Omit<ReservedMail, 'reservation'>;

const deliveryOf = ({ envelope, bytes }: ReadyMail, facts: AddressedMail['facts']): Delivery => ({
  ...facts,
  ...{ destination: envelope.to, body: new TextDecoder().decode(bytes) },
});

function reservedOf(ready: ReadyMail, reserved: ReserveResult): ReservingMail {
  if (reserved.outcome !== 'RESERVED') return reserved;
  const { reservation } = reserved;
  return { outcome: 'RESERVED', mail: { ...ready, reservation }, ledgerId: reservation.ledgerId };
}

/** The bytes of a message of a mailbox, signed when it has a key. */
function bytesOf(
  { address, senderName, replyTo, dkimSelector }: MailboxRow,
  { to, ...mail }: OutgoingMail,
  privateKey: string | null,
): Promise<Uint8Array> {
  const domain = domainOf(address);
  const dkim =
    privateKey === null || dkimSelector === null ? {} : { dkim: { domain, selector: dkimSelector, privateKey } };
  return composeMail({
    ...mail,
    ...{ from: { name: senderName, address }, to },
    ...(replyTo === '' ? {} : { replyTo }),
    ...dkim,
  });
}

/** The Message-ID of what a mailbox sends for a row: the same row always has the same one. */
export const messageIdOf = (rowId: string, mailboxAddress: string): string => `${rowId}@${domainOf(mailboxAddress)}`;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
