import { setTimeout as pause } from 'node:timers/promises';
import type { ImapMailbox } from '@aicmo/core-effects';
import { isAppError, toAppError } from '@aicmo/core-kernel';
import type { MailAccess } from '../mailboxes/mail-access.ts';
import type { MailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { withoutSecrets } from '../mailboxes/mailbox-rules.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { foldersToRead, readMailbox } from './read-mailbox.ts';
import type { ReceiveDeps } from './receive-mail.ts';
import type { ReadingCounts, ReadingStore } from './reading-store.ts';

/** What reading of all mailboxes gave. */
export interface ReadPass extends ReadingCounts {
  /** Mailboxes that were read to their end. */
  readonly mailboxes: number;
  /** Those that could not be, and why in a sentence. */
  readonly failures: readonly { readonly address: string; readonly why: string }[];
}

/** Reads mailboxes. */
export interface MailReader {
  /** One pass over every mailbox whose turn it is: connect, read to the end, hang up. */
  readDue(signal?: AbortSignal): Promise<ReadPass>;
  /**
   * Reads on and on: one connection for each mailbox, woken by the server (IDLE) or after a minute; one that breaks is
   * tried again after 1, 2, 4 … 30 minutes. Mailboxes that are added, changed or removed are noticed. The returned
   * function hangs up everywhere and waits for what is being written.
   */
  keepReading(onError: (error: unknown) => void): () => Promise<void>;
}

/** What it is made of. */
export interface ReaderDeps {
  readonly receive: ReceiveDeps;
  readonly readings: ReadingStore;
  readonly secrets: MailboxSecrets;
  readonly door: Pick<MailAccess['door'], 'openMailbox'>;
  /** Milliseconds between two looks for new mailboxes, and for one whose turn has come. Default 10,000. */
  readonly lookMs?: number;
}

/** Builds the reader. */
export function createReader(deps: ReaderDeps): MailReader {
  return {
    readDue: async (signal = new AbortController().signal) => {
      const pass = { mailboxes: 0, seen: 0, kept: 0, failures: [] as { address: string; why: string }[] };
      for (const row of await deps.readings.mailboxes()) {
        if (signal.aborted || !(await isDue(deps, row))) continue;
        const visit = await visitOnce(deps, row, signal);
        if (visit.ok) {
          pass.mailboxes += 1;
          pass.seen += visit.counts.seen;
          pass.kept += visit.counts.kept;
        } else pass.failures.push({ address: row.address, why: visit.why });
      }
      return pass;
    },
    keepReading: (onError) => keepReading(deps, onError),
  };
}

/** One that was changed since it began to fail is tried at once: that may have been the cure. */
async function isDue({ readings, receive }: ReaderDeps, { id, updatedAt }: MailboxRow): Promise<boolean> {
  const found = await readings.find(id);
  if (!found || found.nextTryAt === null || found.nextTryAt <= receive.clock.now()) return true;
  return found.failingSince !== null && found.failingSince < updatedAt;
}

type Visit = { readonly ok: true; readonly counts: ReadingCounts } | { readonly ok: false; readonly why: string };

const visitOnce = (deps: ReaderDeps, row: MailboxRow, signal: AbortSignal): Promise<Visit> =>
  visit(deps, row, signal, async (mailbox, counts, stuckOn) => {
    const folders = foldersToRead(await mailbox.folders());
    await readMailbox(deps.receive, mailbox, row, folders, { counts, signal, stuckOn });
  });

/** So many visits may fail with the same words, over a quarter of an hour, before one message is taken to be the cause. */
const patience = 4;

/** Connects, does something and hangs up; how it went is written down. */
async function visit(
  deps: ReaderDeps,
  row: MailboxRow,
  signal: AbortSignal,
  work: (mailbox: ImapMailbox, counts: ReadingCounts, stuckOn: string | null) => Promise<void>,
): Promise<Visit> {
  const counts = { seen: 0, kept: 0 };
  let mailbox: ImapMailbox | undefined;
  let password = '';
  try {
    const settings = await deps.secrets.imapSettings(row);
    if (!settings) return { ok: false, why: 'Reading is switched off.' };
    password = settings.login.password;
    mailbox = await deps.door.openMailbox(settings);
    const before = await deps.readings.find(row.id);
    await work(mailbox, counts, before && before.failures >= patience ? before.failure : null);
    await noteRead(deps, row, counts);
    return { ok: true, counts };
  } catch (error) {
    const why = withoutSecrets(toAppError(error).message, [password]);
    if (signal.aborted) return { ok: false, why }; // nobody waits for it any more
    await noteFailure(deps, row, { code: isAppError(error) ? error.code : '', why, counts });
    return { ok: false, why };
  } finally {
    await mailbox?.close();
  }
}

const noteRead = ({ receive: { db, clock }, readings }: ReaderDeps, { id }: MailboxRow, counts: ReadingCounts) =>
  db.transaction((tx) => readings.succeeded(tx, id, counts, clock.now()));

interface Failure {
  readonly code: string;
  readonly why: string;
  readonly counts: ReadingCounts;
}

/** What this house holds by itself is no failure of a server: it goes on as soon as it may. */
async function noteFailure({ receive, readings }: ReaderDeps, row: MailboxRow, failure: Failure): Promise<void> {
  const { code, why, counts } = failure;
  if (code === 'door-demo' || code === 'door-killed') return;
  const isLogin = code === 'imap-login';
  await receive.db.transaction((tx) =>
    readings.failed(tx, row.id, { why, isLogin, counts, changedAt: row.updatedAt }, receive.clock.now()),
  );
}

function keepReading(deps: ReaderDeps, say: (error: unknown) => void): () => Promise<void> {
  const onError = onceEach(say);
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const look = async (): Promise<void> => {
    for (const row of await deps.readings.mailboxes()) {
      if (running.has(row.id) || !(await isDue(deps, row))) continue;
      const ended = stay(deps, row, stop.signal)
        .catch(onError)
        .finally(() => running.delete(row.id));
      running.set(row.id, ended);
    }
  };
  const supervise = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await look().catch(onError);
      await rest(deps.lookMs ?? 10_000, stop.signal);
    }
  };
  const ended = supervise();
  return async () => {
    stop.abort();
    await ended;
    await Promise.race([Promise.all(running.values()), rest(longestGoodbyeMs, new AbortController().signal)]);
  };
}

/** A database that is away for an hour is told once, not at each look. */
function onceEach(say: (error: unknown) => void): (error: unknown) => void {
  let last = '';
  return (error) => {
    const { message } = toAppError(error);
    if (message !== last) say(error);
    last = message;
  };
}

/** Whoever stops does not wait longer for a server that does not answer. */
const longestGoodbyeMs = 5000;

/** Stays in one mailbox until it breaks, is changed, or everything stops. */
async function stay(deps: ReaderDeps, row: MailboxRow, signal: AbortSignal): Promise<void> {
  await visit(deps, row, signal, async (mailbox, counts, stuckOn) => {
    const folders = foldersToRead(await mailbox.folders());
    const inbox = folders.find(({ use }) => use === 'inbox')?.path ?? 'INBOX';
    for (;;) {
      await readMailbox(deps.receive, mailbox, row, folders, { counts, signal, stuckOn });
      await noteRead(deps, row, counts);
      Object.assign(counts, { seen: 0, kept: 0 });
      if (signal.aborted) return;
      await mailbox.waitForMail(inbox, signal);
      const now = await deps.readings.mailbox(row.id);
      if (signal.aborted || now?.version !== row.version) return;
    }
  });
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
