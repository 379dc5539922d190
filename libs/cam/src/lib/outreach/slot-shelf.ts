import { epochMs, toInstant, type Instant } from '@aicmo/core-kernel';
import { localDay } from './send-window.ts';

/** A message that went, or is planned, in one mode. */
export interface TakenSlot {
  readonly at: Instant;
  readonly enrolmentId: string;
  /** From 1. */
  readonly step: number;
  readonly leadId: string;
  /** By what its mailbox is counted; null: it goes from none, as a phone call does. */
  readonly mailbox: string | null;
  readonly campaignId: string;
  /** Empty: not a mail. */
  readonly recipientDomain: string;
  /** Not gone yet: it can still make room. */
  readonly isPlanned: boolean;
}

/** A taken slot with what every question asks of it, worked out once. Milliseconds since the epoch. */
export interface Placed extends TakenSlot {
  readonly ms: number;
  readonly gapMs: number;
}

/** Which of the taken slots count: all, what has gone, or that and the follow-ups that are planned. */
export type SlotView = 'all' | 'gone' | 'follow-ups';

/** Whether a slot counts in a view. */
export const inView = (view: SlotView, { isPlanned, step }: TakenSlot): boolean =>
  view === 'all' || !isPlanned || (view === 'follow-ups' && step > 1);

/** A local day and how much is taken on it. */
export interface ShelfDay {
  readonly from: number;
  readonly to: number;
  count(view: SlotView): number;
  ofMailbox(mailbox: string, view: SlotView): number;
  ofCampaign(campaignId: string, view: SlotView): number;
}

/** Taken slots, counted by day, and found by mailbox, lead and recipient domain without looking at all of them. */
export interface Shelf {
  add(slot: TakenSlot): void;
  /** The local day that contains a moment. */
  day(ms: number): ShelfDay;
  /** Slots of a mailbox within a span around a moment, both ends included. */
  around(mailbox: string, ms: number, spanMs: number): readonly Placed[];
  ofLead(leadId: string): readonly Placed[];
  ofDomain(domain: string): readonly Placed[];
  /** The first message of a mailbox. */
  first(mailbox: string): number | null;
}

/** An empty shelf whose days are those of a zone. `gapOf`: how long a mailbox rests before a message. */
export function openShelf(zone: string, gapOf: (slot: TakenSlot) => number): Shelf {
  const days: Day[] = [];
  const byLead = new Map<string, Placed[]>();
  const byDomain = new Map<string, Placed[]>();
  const byMailbox = new Map<string, Placed[]>();
  const dayAt = (ms: number): Day => {
    const found = days.find((day) => day.from <= ms && ms < day.to);
    if (found) return found;
    const { from, to } = localDay(toInstant(ms), zone);
    const made = openDay(epochMs(from), epochMs(to));
    days.push(made);
    return made;
  };
  return {
    add: (slot) => {
      const placed = placedAt(slot, gapOf);
      dayAt(placed.ms).add(slot);
      put(byLead, slot.leadId, placed);
      put(byDomain, slot.recipientDomain, placed);
      if (slot.mailbox !== null) insert(byMailbox, slot.mailbox, placed);
    },
    day: dayAt,
    around: (mailbox, ms, spanMs) => {
      const all = byMailbox.get(mailbox) ?? [];
      const found: Placed[] = [];
      for (let index = firstFrom(all, ms - spanMs); index < all.length; index += 1) {
        const slot = all[index];
        if (!slot || slot.ms > ms + spanMs) break;
        found.push(slot);
      }
      return found;
    },
    ofLead: (leadId) => byLead.get(leadId) ?? [],
    ofDomain: (domain) => byDomain.get(domain) ?? [],
    first: (mailbox) => byMailbox.get(mailbox)?.[0]?.ms ?? null,
  };
}

/** The rest is drawn when somebody asks for it: of a long plan only the neighbours of a place are ever asked. */
const placedAt = (slot: TakenSlot, gapOf: (slot: TakenSlot) => number): Placed => ({
  ...slot,
  ms: epochMs(slot.at),
  get gapMs() {
    return gapOf(slot);
  },
});

interface Day extends ShelfDay {
  add(slot: TakenSlot): void;
}

const kinds = ['gone', 'planned-new', 'planned-later'] as const;
const counted = {
  all: kinds,
  gone: ['gone'],
  'follow-ups': ['gone', 'planned-later'],
} as const satisfies Record<SlotView, readonly (typeof kinds)[number][]>;

function openDay(from: number, to: number): Day {
  const counts = new Map<string, number>();
  const sum = (of: string, view: SlotView): number =>
    counted[view].reduce((total, kind) => total + (counts.get(`${kind} ${of}`) ?? 0), 0);
  return {
    ...{ from, to },
    add: ({ isPlanned, step, mailbox, campaignId }) => {
      const kind = isPlanned ? (step > 1 ? 'planned-later' : 'planned-new') : 'gone';
      for (const of of ['', `campaign ${campaignId}`, ...(mailbox === null ? [] : [`mailbox ${mailbox}`])])
        counts.set(`${kind} ${of}`, (counts.get(`${kind} ${of}`) ?? 0) + 1);
    },
    count: (view) => sum('', view),
    ofMailbox: (mailbox, view) => sum(`mailbox ${mailbox}`, view),
    ofCampaign: (campaignId, view) => sum(`campaign ${campaignId}`, view),
  };
}

function put(map: Map<string, Placed[]>, key: string, slot: Placed): void {
  const list = map.get(key);
  if (list) list.push(slot);
  else map.set(key, [slot]);
}

/** Keeps each list in time order; most come in it already. */
function insert(map: Map<string, Placed[]>, key: string, slot: Placed): void {
  const list = map.get(key) ?? [];
  list.splice(firstFrom(list, slot.ms + 1), 0, slot);
  map.set(key, list);
}

/** The index of the first slot at or after a moment, in a list in time order. */
function firstFrom(list: readonly Placed[], ms: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.ms ?? Infinity) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
