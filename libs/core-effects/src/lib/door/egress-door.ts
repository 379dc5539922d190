import { createHash } from 'node:crypto';
import { internal, newId, unavailable, type Clock, type Refusal } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';
import type { ControlFlags } from '../flags/control-flags.ts';
import { decideDelivery } from './egress-rules.ts';
import { askOutside, type Ask, type AskResult } from './ask-outside.ts';
import { createLedger, type EgressLedger } from './egress-ledger.ts';
import type { ImapMailbox } from '../mail/imap-mailbox.ts';
import type { ImapSettings } from '../mail/imap-settings.ts';
import { openMailbox } from './mailbox-passage.ts';
import { openMailLine, type OpenedMailLine } from './mail-passage.ts';
import type { SmtpSettings } from '../mail/smtp-settings.ts';
import { createReservations, type Reservations } from './reservations.ts';
import { readMailDomain, readMailTexts, type MailDomain, type MailTexts, type NameServers } from './mail-domain.ts';
import { readOutside, type OutsideReading } from './outside-reader.ts';

/** One thing that somebody wants to let out of the house. */
export interface Delivery {
  readonly kind: LedgerEntry['kind'];
  readonly mode: LedgerEntry['mode'];
  /** An address, an account or a host. */
  readonly destination: string;
  /** What it is, in one line for the ledger. */
  readonly summary: string;
  /** The bytes that would leave, as text; kept with their SHA-256. */
  readonly body: string;
  /** The row that it belongs to, such as an attempt's id. */
  readonly subjectRef: string;
}

/** What became of a delivery. A refusal is a value: the caller keeps its row and says why. */
export type DeliveryResult =
  | { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string; readonly bodyHash: string }
  | { readonly outcome: 'REFUSED'; readonly ledgerId: string; readonly refusals: readonly Refusal[] };

/** The only way out of the house, and the only way to read from outside. */
export interface EgressDoor {
  /**
   * Decides a delivery for which there is no way to send, with the flags as they stand inside `tx`, and writes its
   * ledger row there. Opens no socket.
   */
  deliver(tx: Tx, delivery: Delivery): Promise<DeliveryResult>;
  /**
   * The same for a delivery that can be sent: when it may leave, it is RESERVED for this worker, and once `tx` is
   * committed its sending may begin. A second one for the same `subjectRef` is refused (`door-twice`) as long as the
   * first is on its way, has left, or may have left. A refusal leaves no ledger row. `leaseMs` is 180,000 by default.
   */
  reserve: Reservations['reserve'];
  /** The same for several, written together; what it says of each is in their order. */
  reserveAll: Reservations['reserveAll'];
  /**
   * How a reserved delivery ended. False when it had been declared UNCERTAIN meanwhile: then it stays so, and what the
   * worker saw is kept for the person who decides.
   */
  settle: Reservations['settle'];
  /** The same for several, written together. */
  settleAll: Reservations['settleAll'];
  /**
   * Declares UNCERTAIN whatever was reserved by a worker that is gone: its lease is over, or it is named `leftBy`,
   * when that worker starts anew. Gives them, so that their own rows are changed in the same transaction: a library
   * names the `kinds` that are its own.
   */
  recover: Reservations['recover'];
  /** Opens a connection to a mail server, over which what was reserved is sent. See {@link MailLine}. */
  openMailLine(settings: SmtpSettings): Promise<OpenedMailLine>;
  /** Opens a mailbox for reading. See {@link ImapMailbox}; throws `unavailable` (`door-…`, `imap-…`). */
  openMailbox(settings: ImapSettings): Promise<ImapMailbox>;
  /** A person decides an UNCERTAIN delivery. Throws `not-found` (`door-unknown`) or `conflict` (`door-move`). */
  resolve: Reservations['resolve'];
  /**
   * Fetches a document over HTTP(S). Throws `unavailable`: `door-killed` while everything is stopped, `door-demo` on
   * demonstration data, `read-…` when the other side fails.
   */
  read(url: string, signal?: AbortSignal): Promise<OutsideReading>;
  /**
   * Asks the name servers whether a domain takes mail. Never throws: while everything is stopped, on demonstration data
   * or without an answer it is `unknown`, with why. The name servers see the domain's name and nothing else.
   */
  mailDomain(domain: string, signal?: AbortSignal): Promise<MailDomain>;
  /** Asks the name servers for the texts under a name, in the same way. */
  mailTexts(name: string, signal?: AbortSignal): Promise<MailTexts>;
  /**
   * Lets one question to a language model or a data service out, with its retries. Held by paused and killed, never by proof mode; kept
   * inside on demonstration data. Its ledger row stands before anything leaves, without the words.
   */
  ask(ask: Ask): Promise<AskResult>;
  readonly ledger: EgressLedger;
}

/** What the door needs. */
export interface EgressDoorDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  /** The data is a demonstration: everything stays inside. */
  readonly demo?: boolean;
  /** Let reads reach addresses of this machine and of private networks; for tests. Default false. */
  readonly allowPrivateAddresses?: boolean;
  /** Which name servers are asked about mail domains; the machine's own by default. */
  readonly nameServers?: NameServers;
}

/** The door of one database. */
export function createEgressDoor(deps: EgressDoorDeps): EgressDoor {
  const { db, clock, flags, demo = false, allowPrivateAddresses = false, nameServers = {} } = deps;
  const ledger = createLedger(db);
  return {
    ledger,
    ...createReservations({ db, clock, flags, ledger, demo }),
    openMailbox: (settings) => openMailbox({ clock, flags, ledger, demo }, settings),
    openMailLine: (settings) => openMailLine({ db, flags, demo }, settings),
    ask: (ask) => askOutside({ db, clock, flags, ledger, demo }, ask),
    deliver: async (tx, delivery) => {
      const decision = decideDelivery(delivery, await flags.read(tx), demo, false);
      const ledgerId = newId(clock);
      const bodyHash = createHash('sha256').update(delivery.body, 'utf8').digest('hex');
      if (decision.outcome === 'LEAVES') throw leavesOnlyReserved();
      const refusals = decision.outcome === 'REFUSED' ? decision.refusals : [];
      const reasons = refusals.map((refusal) => refusal.text);
      await ledger.add(tx, {
        ...delivery,
        id: ledgerId,
        outcome: decision.outcome,
        bodyHash,
        reasons,
        at: clock.now(),
      });
      return decision.outcome === 'REFUSED'
        ? { outcome: 'REFUSED', ledgerId, refusals }
        : { outcome: decision.outcome, ledgerId, bodyHash };
    },
    mailDomain: async (domain, signal) => (await notAsked(flags, demo)) ?? readMailDomain(domain, nameServers, signal),
    mailTexts: async (name, signal) => (await notAsked(flags, demo)) ?? readMailTexts(name, nameServers, signal),
    read: async (url, signal) => {
      if ((await flags.read()).killed) {
        throw unavailable({
          code: 'door-killed',
          message: 'Everything is stopped, so nothing is read from outside. Release it under Autonomy.',
        });
      }
      if (demo)
        throw unavailable({
          code: 'door-demo',
          message: 'This is demonstration data, so nothing is read from outside.',
        });
      return readOutside({
        url,
        signal,
        allowPrivateAddresses,
        count: (host, ok) => ledger.countRead(host, clock.now().slice(0, 10), ok),
      });
    },
  };
}

async function notAsked(flags: ControlFlags, demo: boolean) {
  const why = (await flags.read()).killed
    ? 'Everything is stopped, so nobody is asked.'
    : demo
      ? 'This is demonstration data, so nobody outside is asked.'
      : undefined;
  return why === undefined ? undefined : ({ kind: 'unknown', why } as const);
}

const leavesOnlyReserved = () =>
  internal({
    code: 'door-not-reserved',
    message: 'Only what was reserved may leave. Tell whoever develops this which message it was.',
  });
