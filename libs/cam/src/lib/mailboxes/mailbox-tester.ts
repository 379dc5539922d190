import {
  composeMail,
  type ImapMailbox,
  type ImapSettings,
  type SmtpOutcome,
  type SmtpSettings,
} from '@aicmo/core-effects';
import type { Database } from '@aicmo/core-db';
import { isAppError, newId, toAppError, type Clock } from '@aicmo/core-kernel';
import type { Mailbox, MailboxTest, MailboxTestStep } from '../../contract/mailbox.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { MailAccess } from './mail-access.ts';
import { unknownMailbox, withoutSecrets } from './mailbox-rules.ts';
import type { MailboxSecrets } from './mailbox-secrets.ts';
import { mailboxOf, type MailboxStore } from './mailbox-store.ts';
import { imapStep, messageStep, settlementOf, smtpStep } from './mailbox-test-rules.ts';

/** Tries a mailbox out. */
export interface MailboxTester {
  /**
   * Logs in to both servers and looks for the inbox and the folder of sent mail. With `message`, one message goes to the
   * mailbox's own address (a self-test: it leaves in proof mode too, EFFECTS) and is looked for in the inbox by its
   * Message-ID. A failure is a sentence at the field that causes it, never an error. Throws `not-found`
   * (`mailbox-unknown`) and what the vault throws (`vault-…`).
   */
  test(id: string, wish?: { readonly message?: boolean }): Promise<MailboxTest>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: MailboxStore;
  readonly secrets: MailboxSecrets;
  readonly door: MailAccess['door'];
  /** How long a message is waited for. Default 30,000; the server tells by itself when one comes. */
  readonly arrivalMs?: number;
}

/** Builds the tester. */
export function createMailboxTester(deps: Deps): MailboxTester {
  const { clock, db, store, secrets } = deps;
  return {
    test: async (id, { message = false } = {}) => {
      const row = await store.row(id);
      if (!row || row.status === 'ARCHIVED') throw unknownMailbox();
      const smtp = await secrets.smtpSettings(row);
      const imap = await secrets.imapSettings(row);
      const found = await tryOut(deps, row, { smtp, imap, message });
      const hidden = [smtp.login?.password ?? '', imap?.login.password ?? ''];
      const steps = found.steps.map((step) => ({ ...step, sentence: withoutSecrets(step.sentence, hidden) }));
      const test: MailboxTest = { ...found, steps, at: clock.now() };
      await db.transaction((tx) => store.note(tx, id, { test: JSON.stringify(test) }));
      return test;
    },
  };
}

interface Servers {
  readonly smtp: SmtpSettings;
  readonly imap: ImapSettings | null;
  readonly message: boolean;
}

async function tryOut(deps: Deps, row: MailboxRow, servers: Servers): Promise<Omit<MailboxTest, 'at'>> {
  const steps: MailboxTestStep[] = [await trySmtp(deps, servers.smtp)];
  const opened = await tryImap(deps, servers.imap);
  steps.push(opened.step);
  const { inbox = null, sent = null, mailbox } = opened;
  try {
    if (servers.message) steps.push(...(await tryMessage(deps, row, servers.smtp, steps, mailbox, inbox)));
  } finally {
    await mailbox?.close();
  }
  return { steps, inbox, sent };
}

async function trySmtp({ door }: Deps, settings: SmtpSettings): Promise<MailboxTestStep> {
  try {
    const opened = await door.openMailLine(settings);
    if (!opened.ok) return smtpStep(opened.failure);
    opened.line.close();
    const sentence = settings.login
      ? 'Logging in for sending works.'
      : 'The server for sending answers, and asks for no password.';
    return { step: 'smtp', verdict: 'pass', sentence, field: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { step: 'smtp', verdict: 'unknown', sentence: error.message, field: null }; // on hold, or demonstration data
  }
}

interface TriedImap {
  readonly step: MailboxTestStep;
  readonly mailbox?: ImapMailbox;
  readonly inbox?: string | null;
  readonly sent?: string | null;
}

async function tryImap({ door }: Deps, settings: ImapSettings | null): Promise<TriedImap> {
  if (!settings) {
    const sentence = 'Reading is switched off: neither answers nor bounces are found.';
    return { step: { step: 'imap', verdict: 'skipped', sentence, field: null } };
  }
  let mailbox: ImapMailbox | undefined;
  try {
    mailbox = await door.openMailbox(settings);
    const folders = await mailbox.folders();
    const of = (use: 'inbox' | 'sent') => folders.find((folder) => folder.use === use)?.path ?? null;
    const [inbox, sent] = [of('inbox'), of('sent')];
    const none = sent === null ? ' No folder of sent mail was found.' : '';
    const sentence = `Logging in for reading works, and there are ${folders.length} folders.${none}`;
    const verdict = inbox === null ? 'fail' : 'pass';
    return { step: { step: 'imap', verdict, sentence, field: null }, mailbox, inbox, sent };
  } catch (error) {
    await mailbox?.close();
    return { step: imapStep(toAppError(error)) };
  }
}

async function tryMessage(
  deps: Deps,
  row: MailboxRow,
  smtp: SmtpSettings,
  before: readonly MailboxTestStep[],
  mailbox: ImapMailbox | undefined,
  inbox: string | null,
): Promise<readonly MailboxTestStep[]> {
  const skipped = (step: 'message' | 'arrival', sentence: string) =>
    ({ step, verdict: 'skipped', sentence, field: null }) as const;
  if (before[0]?.verdict !== 'pass') return [skipped('message', 'No message was sent, because logging in failed.')];
  const messageId = `${newId(deps.clock)}@${row.address.slice(row.address.lastIndexOf('@') + 1)}`;
  const sent = await sendToOneself(deps, mailboxOf(row), smtp, messageId);
  if (sent.verdict === 'fail') return [sent];
  if (!mailbox || inbox === null)
    return [sent, skipped('arrival', 'Whether it arrived cannot be seen, because the mailbox is not read.')];
  return [sent, await findArrival(mailbox, inbox, messageId, deps.arrivalMs ?? 30_000)];
}

/** Reserve, socket, settle: the order of EFFECTS. */
async function sendToOneself(
  { db, door, clock }: Deps,
  mailbox: Mailbox,
  smtp: SmtpSettings,
  messageId: string,
): Promise<MailboxTestStep> {
  const { address, senderName } = mailbox;
  const subject = 'AICMO: test of this mailbox';
  const text = `This message was sent by AICMO from ${address} to itself, to see that sending and receiving work.\nIt can be deleted.\n`;
  const bytes = await composeMail({
    ...{ from: { name: senderName, address }, to: { name: senderName, address }, subject, text, html: null, messageId },
    ...{ references: [], at: clock.now(), headers: { 'Auto-Submitted': 'auto-generated' } },
  });
  const delivery = { kind: 'self-test', mode: 'LIVE', destination: address, summary: subject } as const;
  const body = new TextDecoder().decode(bytes);
  const reserved = await db.transaction((tx) =>
    door.reserve(
      tx,
      { ...delivery, body, subjectRef: `mailbox-test/${messageId}` },
      { worker: `mailbox-test/${messageId}` },
    ),
  );
  if (reserved.outcome !== 'RESERVED') {
    const why =
      reserved.outcome === 'REFUSED'
        ? reserved.refusals.map((each) => each.text).join(' ')
        : 'This is demonstration data.';
    return { step: 'message', verdict: 'fail', sentence: `No message was sent. ${why}`, field: null };
  }
  const outcome = await overALine(door, smtp, (line) =>
    line.send(reserved.reservation, { from: address, to: address }, bytes),
  );
  const { evidence, ...settlement } = settlementOf(outcome);
  const hidden = [smtp.login?.password ?? ''];
  const clean = evidence.map((line) => withoutSecrets(line, hidden));
  const reasons = settlement.reasons.map((reason) => withoutSecrets(reason, hidden));
  await db.transaction((tx) => door.settle(tx, reserved.reservation, { ...settlement, reasons, evidence: clean }));
  return messageStep(outcome);
}

type OpenLine = Extract<Awaited<ReturnType<MailAccess['door']['openMailLine']>>, { ok: true }>['line'];

async function overALine(
  door: MailAccess['door'],
  smtp: SmtpSettings,
  send: (line: OpenLine) => Promise<SmtpOutcome>,
): Promise<SmtpOutcome> {
  try {
    const opened = await door.openMailLine(smtp);
    if (!opened.ok) return opened.failure;
    const outcome = await send(opened.line);
    opened.line.close();
    return outcome;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { outcome: 'held', transcript: [] }; // the house was put on hold meanwhile
  }
}

async function findArrival(
  mailbox: ImapMailbox,
  inbox: string,
  messageId: string,
  waitMs: number,
): Promise<MailboxTestStep> {
  const patience = AbortSignal.timeout(waitMs);
  try {
    for (;;) {
      const isOver = patience.aborted;
      const [where] = await mailbox.foldersWith(messageId, [inbox]);
      if (where !== undefined)
        return { step: 'arrival', verdict: 'pass', sentence: 'The message arrived in the inbox.', field: null };
      if (isOver) break;
      await mailbox.waitForMail(inbox, patience);
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { step: 'arrival', verdict: 'unknown', sentence: error.message, field: null };
  }
  const sentence =
    'The message left and has not arrived yet. Look into the inbox and the junk folder, or test again later.';
  return { step: 'arrival', verdict: 'unknown', sentence, field: null };
}
