import type { FetchedMail, FolderMark, ImapMailbox, MailFolder } from '@aicmo/core-effects';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import type { InboundMarkRow } from '../db/inbound-tables.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import { receiveMail, receiveUnread, type ReceiveDeps } from './receive-mail.ts';
import type { ReadingCounts } from './reading-store.ts';

const atOnce = 50;
/** A mailbox that is read for the first time is read back so far: answers may have come before anybody looked. */
const readBack = 500;

/** Where answers and bounces lie: a filter may well take a bounce for junk. */
export const foldersToRead = (folders: readonly MailFolder[]): readonly MailFolder[] =>
  folders.filter(({ use }) => use === 'inbox' || use === 'junk');

/** How one visit goes. */
export interface Reading {
  readonly counts: ReadingCounts;
  readonly signal: AbortSignal;
  /** What the visits before failed with, again and again; null: they did not. */
  readonly stuckOn: string | null;
}

/** Receiving, and what it failed with so often that a message is not to hold up all others any longer. */
type PatientDeps = ReceiveDeps & Pick<Reading, 'stuckOn'>;

/** Reads what came into one mailbox since it was read last, folder by folder, to the end, and counts it. */
export async function readMailbox(
  deps: ReceiveDeps,
  mailbox: ImapMailbox,
  row: MailboxRow,
  folders: readonly MailFolder[],
  { counts, signal, stuckOn }: Reading,
): Promise<void> {
  const marks = await deps.store.marks(row.id);
  for (const { path } of folders) {
    const mark = marks.find(({ folder }) => folder === path) ?? null;
    for await (const isKept of readFolder({ ...deps, stuckOn }, mailbox, row, path, mark, signal)) {
      counts.seen += 1;
      if (isKept) counts.kept += 1;
    }
  }
}

/** Gives for each message whether it was kept. */
async function* readFolder(
  deps: PatientDeps,
  mailbox: ImapMailbox,
  row: MailboxRow,
  folder: string,
  stored: FolderMark | null,
  signal: AbortSignal,
): AsyncGenerator<boolean> {
  let mark =
    stored === null ? await firstMark(mailbox, folder) : { uidValidity: stored.uidValidity, lastUid: stored.lastUid };
  for (let hasMore = true; hasMore && !signal.aborted;) {
    const reading = await mailbox.read(folder, mark, atOnce);
    if (reading.wasRenumbered) {
      // Its old numbers mean nothing, so it is read as a new one is: what is known is not taken twice.
      mark = await firstMark(mailbox, folder);
      continue;
    }
    const at = (lastUid: number): InboundMarkRow => ({
      ...{ mailboxId: row.id, folder, uidValidity: reading.mark.uidValidity, lastUid, updatedAt: deps.clock.now() },
    });
    for (const message of reading.messages) {
      if (signal.aborted) return;
      yield await receive(deps, row, folder, message, at(message.uid));
    }
    const isNew =
      stored === null || stored.uidValidity !== reading.mark.uidValidity || stored.lastUid !== reading.mark.lastUid;
    if (isNew) await deps.db.transaction((tx) => deps.store.mark(tx, at(reading.mark.lastUid)));
    mark = reading.mark;
    hasMore = reading.hasMore;
  }
}

async function firstMark(mailbox: ImapMailbox, folder: string): Promise<FolderMark> {
  const { mark } = await mailbox.read(folder, null, 1);
  return { ...mark, lastUid: Math.max(0, mark.lastUid - readBack) };
}

/** What came before the mailbox was added here is nobody's business. */
async function receive(
  deps: PatientDeps,
  { id, clientId, address, createdAt }: MailboxRow,
  folder: string,
  { raw, bytes, receivedAt }: FetchedMail,
  mark: InboundMarkRow,
): Promise<boolean> {
  const at = receivedAt === null ? null : parseInstant(receivedAt);
  if (at !== null && at < beginning(createdAt)) {
    await deps.db.transaction((tx) => deps.store.mark(tx, mark));
    return false;
  }
  const lying = { mailbox: { id, clientId, address }, folder, raw, bytes, receivedAt: at };
  const received = receiveMail(deps, lying, mark).catch((error: unknown) => {
    const { kind, message } = toAppError(error);
    // What lies behind it may be an opt-out: at last it is given to a person, and the mailbox is read on.
    if (kind === 'unavailable' || message !== deps.stuckOn) throw error;
    return receiveUnread(deps, lying, mark, message);
  });
  return (await received).kept;
}

/** The day of it: clocks of servers differ, and some keep whole seconds or less. */
const beginning = (createdAt: string): string => `${createdAt.slice(0, 10)}T00:00:00.000Z`;
