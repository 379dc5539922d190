import { unavailable, type Clock } from '@aicmo/core-kernel';
import type { EgressDoor, FolderMark, FolderReading, ImapMailbox, ImapSettings, MailLine } from '@aicmo/core-effects';
import type { OutsideWorld } from './outside-world.ts';

const uidValidity = '1';
const inbox = { path: 'INBOX', use: 'inbox' } as const;

/**
 * A door of which only the sockets are missing: flags, reservations, settlements and the ledger are the real ones over
 * the copy; what would be said to a mail server is asked of a played world, and nothing else is ever asked outside.
 */
export function virtualDoor(door: EgressDoor, world: OutsideWorld, clock: Clock): EgressDoor {
  const why = 'Nothing is asked outside in a simulation.';
  const refuse = () => Promise.reject(unavailable({ code: 'door-simulated', message: why }));
  return {
    ...door,
    openMailLine: async () => ({ ok: true, line: virtualLine(world, clock) }),
    openMailbox: async (settings) => virtualMailbox(world, clock, settings),
    read: refuse,
    ask: refuse,
    mailDomain: async () => ({ kind: 'unknown', why }),
    mailTexts: async () => ({ kind: 'unknown', why }),
  };
}

const virtualLine = (world: OutsideWorld, clock: Clock): MailLine => ({
  isOpen: true,
  send: async (_reservation, { from, to }, raw) => world.answer({ at: clock.now(), from, to, raw }),
  close: () => undefined,
});

function virtualMailbox(world: OutsideWorld, clock: Clock, settings: ImapSettings): ImapMailbox {
  return {
    folders: async () => [inbox],
    read: async (folder, mark, limit) => readFolder(world.mails(settings, folder, clock.now()), mark, limit),
    foldersWith: async () => [],
    waitForMail: async () => undefined,
    close: async () => undefined,
  };
}

/** As a server does: UIDs count from 1, and without a mark only the folder's end is told. */
function readFolder(mails: ReturnType<OutsideWorld['mails']>, mark: FolderMark | null, limit: number): FolderReading {
  const end = { wasRenumbered: false, hasMore: false, messages: [] };
  if (mark === null) return { ...end, mark: { uidValidity, lastUid: mails.length } };
  const wanted = mails.slice(mark.lastUid, mark.lastUid + limit);
  return {
    messages: wanted.map(({ at, raw }, index) => ({
      ...{ uid: mark.lastUid + index + 1, receivedAt: at, raw, bytes: raw.length },
    })),
    mark: { uidValidity, lastUid: mark.lastUid + wanted.length },
    wasRenumbered: false,
    hasMore: mark.lastUid + wanted.length < mails.length,
  };
}
