import type { Instant } from '@aicmo/core-kernel';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { OutreachMailbox } from './outreach-mailbox.ts';

/** Where a mailbox has room first, and how much of that day is used up then. */
export interface MailboxRoom {
  /** Null: nowhere within a year. */
  readonly at: Instant | null;
  /** The first moment of the day on which that is. */
  readonly day: Instant;
  /** 0: nothing is taken on that day, 1: all of it. */
  readonly share: number;
}

/** What a mailbox is chosen by. */
export interface MailboxWish {
  readonly mode: AttemptMode;
  /** All of the client's that are not removed. */
  readonly all: readonly OutreachMailbox[];
  /** The address that the campaign writes from, when it names one. */
  readonly only: string | null;
  /** The mailbox from which this lead has had something in this mode: it stays there. */
  readonly bound: string | null;
  /** The mailbox that was chosen before, though nothing has gone from it yet. */
  readonly chosen: string | null;
  room(mailbox: OutreachMailbox): MailboxRoom;
}

/**
 * The mailbox that a message goes from; null: there is none that could be meant.
 *
 * A lead stays at its mailbox: while that is paused, it waits with it, for a thread does not go on from another address.
 * One that was removed does not come back, so its leads move. Before anything has gone, nothing binds a lead: it goes
 * from the mailbox that has room on the earliest day, and of several the one whose day is least used.
 */
export function chooseMailbox(wish: MailboxWish): OutreachMailbox | null {
  const bound = wish.all.find(({ id }) => id === wish.bound);
  if (bound) return bound;
  const pool = wish.only === null ? wish.all : wish.all.filter(({ key }) => key === wish.only?.toLowerCase());
  const active = pool.filter(({ isPaused }) => !isPaused);
  const tested = active.filter(({ isTested }) => isTested);
  const usable = tested.length > 0 ? tested : active;
  return usable.find(({ id }) => id === wish.chosen) ?? leastLoaded(usable, wish.room) ?? pool[0] ?? null;
}

function leastLoaded(
  mailboxes: readonly OutreachMailbox[],
  room: (mailbox: OutreachMailbox) => MailboxRoom,
): OutreachMailbox | undefined {
  if (mailboxes.length < 2) return mailboxes[0];
  const places = mailboxes.map((mailbox) => ({ mailbox, ...room(mailbox) }));
  return places.toSorted((one, other) => compare(one, other)).at(0)?.mailbox;
}

type Place = MailboxRoom & { readonly mailbox: OutreachMailbox };

function compare(one: Place, other: Place): number {
  if ((one.at === null) !== (other.at === null)) return one.at === null ? 1 : -1;
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  if (one.share !== other.share) return one.share - other.share;
  return one.mailbox.id < other.mailbox.id ? -1 : 1;
}
