import { forbidden, unavailable } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import type { ControlFlags } from '../flags/control-flags.ts';
import { openSmtpLine, type SmtpLine } from '../mail/smtp-line.ts';
import type { SmtpEnvelope, SmtpOutcome, SmtpSettings } from '../mail/smtp-settings.ts';
import { holdOf } from './egress-rules.ts';
import type { Reservation } from './reservations.ts';

/** A connection to a mailbox's server, good for several messages, each with a reservation of its own. */
export interface MailLine {
  /** Whether the next message can go over it. */
  readonly isOpen: boolean;
  /**
   * Sends the message of one reservation. Right before DATA the flags and the reservation are read again: `held` when
   * the house is on hold, proof mode came back, or the lease went to somebody else. Never throws for what the server does.
   * @param mayStillLeave asked at the same moment, for what only its owner knows; no, or an error, holds it as well
   */
  send(
    reservation: Reservation,
    envelope: SmtpEnvelope,
    message: Uint8Array,
    mayStillLeave?: () => Promise<boolean>,
  ): Promise<SmtpOutcome>;
  close(): void;
}

/** What came of opening one: the line, or how the server refused. */
export type OpenedMailLine =
  | { readonly ok: true; readonly line: MailLine }
  | { readonly ok: false; readonly failure: Extract<SmtpOutcome, { outcome: 'refused' | 'failed' }> };

interface Deps {
  readonly db: Database;
  readonly flags: ControlFlags;
  readonly demo: boolean;
}

/**
 * Opens a line. Logging in tells the server nothing but who we are, so it is also how a connection is tested.
 * Throws `unavailable` (`door-held`) on hold, and `forbidden` (`door-demo`) on demonstration data.
 */
export async function openMailLine(deps: Deps, settings: SmtpSettings): Promise<OpenedMailLine> {
  if (deps.demo) {
    throw forbidden({
      code: 'door-demo',
      message: 'This is demonstration data, so no mail server is spoken to. Start AICMO without the demonstration.',
    });
  }
  const held = holdOf(await deps.flags.read());
  if (held) throw unavailable({ code: 'door-held', message: `${held.text} No mail server is spoken to.` });
  const opened = await openSmtpLine(settings);
  return opened.ok ? { ok: true, line: passThrough(deps, opened.line) } : opened;
}

function passThrough(deps: Deps, line: SmtpLine): MailLine {
  return {
    get isOpen() {
      return line.isOpen;
    },
    close: () => line.close(),
    send: (reservation, envelope, message, mayStillLeave = always) =>
      line.send(envelope, message, async () => (await mayStillLeave()) && mayBegin(deps, reservation)),
  };
}

const always = (): Promise<boolean> => Promise.resolve(true);

async function mayBegin({ db, flags }: Deps, { ledgerId, fence, worker }: Reservation): Promise<boolean> {
  const query = db.handle<CoreEffectsTables>('core-effects').in().selectFrom('coreEffectsLedger');
  const row = await query.select(['outcome', 'kind', 'fence', 'worker']).where('id', '=', ledgerId).executeTakeFirst();
  const isOurs = row?.outcome === 'RESERVED' && row.fence === fence && row.worker === worker;
  const now = await flags.read();
  return isOurs && holdOf(now) === undefined && (!now.proofMode || row.kind === 'self-test');
}
