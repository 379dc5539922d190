import { dayMs, epochMs, hourMs, minuteMs, plusMs, toInstant, type Instant } from '@aicmo/core-kernel';
import { defaultMailboxLimits, type MailboxLimits } from '../../contract/mailbox.ts';
import { rampedCap } from '../mailboxes/mailbox-rules.ts';
import type { CapUse } from './outreach-facts.ts';
import { gapMs } from './gap-rules.ts';
import type { ZonedWindow } from './send-window.ts';
import { inView, openShelf, type Placed, type Shelf, type ShelfDay } from './slot-shelf.ts';
import type { SlotView, TakenSlot } from './slot-shelf.ts';

/** The message that looks for a place. */
export interface SlotSeeker extends Omit<TakenSlot, 'at' | 'isPlanned'> {
  /**
   * `new` queues behind everything that is planned. `due` had a place whose time has come: what is new and planned for
   * later makes room, else a worker that is seconds late would push the whole plan over; to follow-ups it gives way.
   * `follow-up` is served before everything new, so it sees only other follow-ups in the plan.
   */
  readonly standing: 'new' | 'due' | 'follow-up';
  readonly leadName: string;
  readonly campaignName: string;
}

/** Limits that are not a mailbox's own. DOMAIN section 4 has the defaults and the bounds. */
export interface SlotLimits {
  readonly leadPerDay: number;
  readonly campaignPerDay: number;
  readonly recipientDomainPerHour: number;
  readonly workspacePerDay: number;
}

/** DOMAIN section 4: the smallest always wins. */
export const defaultSlotLimits: SlotLimits = {
  leadPerDay: 1,
  campaignPerDay: 20,
  recipientDomainPerHour: 5,
  workspacePerDay: 500,
};

/** How much a mailbox may send, and since when it does. */
export interface MailboxPace {
  readonly limits: Omit<MailboxLimits, 'window'>;
  /** When it sent its first message ever, from which its ramp counts; null: with the first one in the book. */
  readonly since: Instant | null;
}

/** A mailbox about which nobody has said anything. */
export const unknownPace: MailboxPace = { limits: defaultMailboxLimits, since: null };

/** What a book is kept by. */
export interface BookRules {
  readonly limits: SlotLimits;
  /** Where the calendar days of the caps are counted. */
  readonly zone: string;
  /** By the key of its places. */
  pace(mailbox: string): MailboxPace;
}

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
  /** How much of a mailbox's day is taken or planned: 0 nothing, 1 all of it; and when that day begins. */
  load(mailbox: string, moment: Instant): { readonly day: Instant; readonly share: number };
  take(slot: TakenSlot): void;
}

/** Opens a book over what is taken. */
export function openSlotBook(taken: readonly TakenSlot[], rules: BookRules): SlotBook {
  const shelf = openShelf(rules.zone, ({ mailbox, enrolmentId, step }) =>
    mailbox === null ? 0 : gapMs(enrolmentId, step, rules.pace(mailbox).limits),
  );
  for (const slot of taken) shelf.add(slot);
  const book: Book = { shelf, rules };
  const usesFor = (seeker: SlotSeeker, moment: Instant, view: SlotView) => ({
    caps: capUses(seeker, epochMs(moment), book, view),
    mailboxReadyAt: readyAt(seeker, epochMs(moment), book, view),
  });
  return {
    usesAt: (seeker, moment) => usesFor(seeker, moment, seenAtItsTime[seeker.standing]),
    earliest: (seeker, from, window) => {
      const horizon = plusMs(from, 366 * dayMs);
      const view: SlotView = seeker.standing === 'follow-up' ? 'follow-ups' : 'all';
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
    load: (mailbox, moment) => {
      const day = shelf.day(epochMs(moment));
      const share = day.ofMailbox(mailbox, 'all') / mailboxCap(mailbox, day, shelf, rules);
      return { day: toInstant(day.from), share };
    },
    take: shelf.add,
  };
}

/** What counts for a message at the moment at which it would go. */
const seenAtItsTime = { new: 'all', due: 'follow-ups', 'follow-up': 'gone' } as const satisfies Record<
  string,
  SlotView
>;

/** So much later than planned a message may go without giving its place up: a worker is not always in time. */
const latenessMs = 5 * minuteMs;

interface Book {
  readonly shelf: Shelf;
  readonly rules: BookRules;
}

function capUses(seeker: SlotSeeker, ms: number, { shelf, rules }: Book, view: SlotView): readonly CapUse[] {
  const { leadId, mailbox, campaignId, recipientDomain } = seeker;
  const { limits } = rules;
  const day = shelf.day(ms);
  const freeAt = toInstant(day.to);
  const daily = (cap: CapUse['cap'], of: string, limit: number, used: number): CapUse => ({
    ...{ cap, of, limit, used, freeAt },
  });
  const counts = (slots: readonly Placed[]) => slots.filter((slot) => inView(view, slot));
  const ofDomain = recipientDomain ? counts(shelf.ofDomain(recipientDomain)) : [];
  return [
    rolling('lead', seeker.leadName, limits.leadPerDay, dayMs, ms, counts(shelf.ofLead(leadId))),
    ...(mailbox === null
      ? []
      : [daily('mailbox', mailbox, mailboxCap(mailbox, day, shelf, rules), day.ofMailbox(mailbox, view))]),
    daily('campaign', seeker.campaignName, limits.campaignPerDay, day.ofCampaign(campaignId, view)),
    rolling('recipient-domain', recipientDomain, limits.recipientDomainPerHour, hourMs, ms, ofDomain),
    daily('workspace', '', limits.workspacePerDay, day.count(view)),
  ];
}

/** Messages of a mailbox on a day: it begins with the ramp's first day and grows each day up to its limit. */
function mailboxCap(mailbox: string, day: ShelfDay, shelf: Shelf, rules: BookRules): number {
  const { limits, since } = rules.pace(mailbox);
  const first = since === null ? shelf.first(mailbox) : epochMs(since);
  return rampedCap(limits, first === null ? 0 : Math.max(0, Math.round((day.from - shelf.day(first).from) / dayMs)));
}

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
 * When the mailbox may send this message, if not at this moment: its own gap lies before it, and the next one's after
 * it. Without the second a message with a long gap would be overtaken by shorter ones for ever.
 */
function readyAt(seeker: SlotSeeker, ms: number, { shelf, rules }: Book, view: SlotView): Instant | null {
  if (seeker.mailbox === null) return null;
  const { limits } = rules.pace(seeker.mailbox);
  const own = gapMs(seeker.enrolmentId, seeker.step, limits);
  const late = seeker.standing === 'new' ? 0 : latenessMs;
  const isTooNear = (slot: Placed): boolean => (slot.ms <= ms ? ms - slot.ms < own : slot.ms - ms < slot.gapMs - late);
  const near = shelf
    .around(seeker.mailbox, ms, limits.gapTo * minuteMs)
    .filter((slot) => inView(view, slot) && isTooNear(slot))
    .reduce<number | null>((latest, slot) => Math.max(latest ?? 0, slot.ms), null);
  return near === null ? null : toInstant(near + own);
}
