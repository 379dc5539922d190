import { dayMs, epochMs, hourMs, plusMs, toInstant, type Instant } from '@aicmo/core-kernel';
import type { CapUse } from './outreach-facts.ts';
import { gapMs, longestGapMs } from './gap-rules.ts';
import type { ZonedWindow } from './send-window.ts';
import { openShelf, type Placed, type Shelf, type TakenSlot } from './slot-shelf.ts';

/** The message that looks for a place. */
export interface SlotSeeker extends Omit<TakenSlot, 'at' | 'isPlanned'> {
  /**
   * `new` queues behind everything that is planned. `due` had a place whose time has come: what is planned for later
   * makes room, else a worker that is seconds late would push the whole plan over. `follow-up` is served before
   * everything new, so it sees only other follow-ups in the plan.
   */
  readonly standing: 'new' | 'due' | 'follow-up';
  readonly leadName: string;
  readonly campaignName: string;
}

/** Limits of one mailbox and its campaign. DOMAIN section 4 has the defaults and the bounds. */
export interface SlotLimits {
  readonly leadPerDay: number;
  readonly mailboxPerDay: number;
  readonly rampFirstDay: number;
  readonly rampStep: number;
  readonly campaignPerDay: number;
  readonly recipientDomainPerHour: number;
  readonly workspacePerDay: number;
}

/** DOMAIN section 4: the smallest always wins. */
export const defaultSlotLimits: SlotLimits = {
  leadPerDay: 1,
  mailboxPerDay: 30,
  rampFirstDay: 10,
  rampStep: 5,
  campaignPerDay: 20,
  recipientDomainPerHour: 5,
  workspacePerDay: 500,
};

/** A moment with room, and what stood in the way of an earlier one. */
export interface FoundSlot {
  readonly at: Instant;
  /** Each cap once, as it stood at the latest moment that it refused. */
  readonly caps: readonly CapUse[];
  /** Until when the mailbox's gap held it last; null: it never did. */
  readonly mailboxReadyAt: Instant | null;
}

/** What is taken in one mode, and where there is room. Days are calendar days of the client's zone. */
export interface SlotBook {
  /** The caps and the mailbox's gap as they stand for this message now. */
  usesAt(
    seeker: SlotSeeker,
    moment: Instant,
  ): { readonly caps: readonly CapUse[]; readonly mailboxReadyAt: Instant | null };
  /** The first moment from `from` on at which window, gap and caps all have room; null when none within a year. */
  earliest(seeker: SlotSeeker, from: Instant, window: ZonedWindow): FoundSlot | null;
  take(slot: TakenSlot): void;
}

/**
 * Opens a book over what is taken. `zone`: where the calendar days of the caps are counted. `mailboxSince`: when the
 * mailbox sent its first message ever, from which its ramp counts; null: with the first one in this book.
 */
export function openSlotBook(
  taken: readonly TakenSlot[],
  limits: SlotLimits,
  zone: string,
  mailboxSince: Instant | null,
): SlotBook {
  const shelf = openShelf(zone);
  for (const slot of taken) shelf.add(slot);
  const book: Book = {
    shelf,
    limits,
    since: (mailbox) => (mailboxSince ? epochMs(mailboxSince) : shelf.first(mailbox)),
  };
  const usesFor = (seeker: SlotSeeker, moment: Instant, view: View) => ({
    caps: capUses(seeker, epochMs(moment), book, view),
    mailboxReadyAt: readyAt(seeker, epochMs(moment), shelf, view),
  });
  return {
    usesAt: (seeker, moment) => usesFor(seeker, moment, seeker.standing === 'new' ? () => true : isGone),
    earliest: (seeker, from, window) => {
      const horizon = plusMs(from, 366 * dayMs);
      const view: View = seeker.standing === 'follow-up' ? (slot) => isGone(slot) || slot.step > 1 : () => true;
      let moment: Instant | null = window.nextOpening(from);
      const stood = new Map<CapUse['cap'], CapUse>();
      let rested: Instant | null = null;
      while (moment && moment < horizon) {
        const { caps, mailboxReadyAt } = usesFor(seeker, moment, view);
        const full = caps.filter((use) => use.used >= use.limit);
        if (full.length === 0 && mailboxReadyAt === null) {
          return { at: moment, caps: [...stood.values()], mailboxReadyAt: rested };
        }
        for (const use of full) stood.set(use.cap, use);
        rested = mailboxReadyAt ?? rested;
        const later = full.map((use) => use.freeAt).concat(mailboxReadyAt ?? []);
        moment = window.nextOpening(later.reduce((one, other) => (one > other ? one : other)));
      }
      return null;
    },
    take: shelf.add,
  };
}

/** Which of the taken slots count for a message. */
type View = (slot: Placed) => boolean;
const isGone: View = (slot) => !slot.isPlanned;

interface Book {
  readonly shelf: Shelf;
  readonly limits: SlotLimits;
  readonly since: (mailbox: string) => number | null;
}

function capUses(seeker: SlotSeeker, ms: number, { shelf, limits, since }: Book, view: View): readonly CapUse[] {
  const { leadId, mailbox, campaignId, recipientDomain } = seeker;
  const day = shelf.day(ms);
  const freeAt = toInstant(day.to);
  const today = day.slots.filter(view);
  const daily = (cap: CapUse['cap'], of: string, limit: number, fits: (slot: Placed) => boolean): CapUse => ({
    cap,
    of,
    limit,
    used: today.filter(fits).length,
    freeAt,
  });
  const first = since(mailbox);
  const rampDays = first === null ? 0 : Math.max(0, Math.round((day.from - shelf.day(first).from) / dayMs));
  const ofDomain = recipientDomain ? shelf.ofDomain(recipientDomain).filter(view) : [];
  return [
    rolling('lead', seeker.leadName, limits.leadPerDay, dayMs, ms, shelf.ofLead(leadId).filter(view)),
    daily('mailbox', mailbox, mailboxLimit(limits, rampDays), (slot) => slot.mailbox === mailbox),
    daily('campaign', seeker.campaignName, limits.campaignPerDay, (slot) => slot.campaignId === campaignId),
    rolling('recipient-domain', recipientDomain, limits.recipientDomainPerHour, hourMs, ms, ofDomain),
    daily('workspace', '', limits.workspacePerDay, () => true),
  ];
}

/** Messages of a mailbox on a day: it begins with the ramp's first day and grows each day up to its limit. */
export const mailboxLimit = (limits: SlotLimits, daysSinceFirst: number): number =>
  Math.min(limits.mailboxPerDay, limits.rampFirstDay + limits.rampStep * daysSinceFirst);

/**
 * A cap over a span that slides, over slots. What is planned for later counts too: in no
 * span that ends at this message or at a later one may there be more than the limit.
 */
function rolling(
  cap: CapUse['cap'],
  of: string,
  limit: number,
  spanMs: number,
  ms: number,
  slots: readonly Placed[],
): CapUse {
  const near = slots.filter((slot) => Math.abs(slot.ms - ms) < spanMs).sort((one, other) => one.ms - other.ms);
  const ends = [ms, ...near.filter((slot) => slot.ms > ms).map((slot) => slot.ms)];
  const fullest = ends
    .map((end) => near.filter((slot) => slot.ms <= end && slot.ms > end - spanMs))
    .reduce((one, other) => (other.length > one.length ? other : one));
  const frees = fullest[Math.max(0, fullest.length - limit)];
  return { cap, of, limit, used: fullest.length, freeAt: toInstant(frees ? frees.ms + spanMs : ms) };
}

/**
 * When the mailbox may send this message, if not at this moment: its own gap lies before it, and, for a new one, the
 * next one's after it.
 */
function readyAt(seeker: SlotSeeker, ms: number, shelf: Shelf, view: View): Instant | null {
  const own = gapMs(seeker.enrolmentId, seeker.step);
  const isTooNear = (slot: Placed): boolean =>
    slot.ms <= ms ? ms - slot.ms < own : seeker.standing === 'new' && slot.ms - ms < slot.gapMs;
  const near = shelf
    .around(ms, longestGapMs)
    .filter((slot) => slot.mailbox === seeker.mailbox && view(slot) && isTooNear(slot))
    .reduce<number | null>((latest, slot) => Math.max(latest ?? 0, slot.ms), null);
  return near === null ? null : toInstant(near + own);
}
