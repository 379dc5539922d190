import { epochMs, toInstant, type Instant } from '@aicmo/core-kernel';
import { gapMs } from './gap-rules.ts';
import { localDay } from './send-window.ts';

/** A message that went, or is planned, in one mode. */
export interface TakenSlot {
  readonly at: Instant;
  readonly enrolmentId: string;
  /** From 1. */
  readonly step: number;
  readonly leadId: string;
  readonly mailbox: string;
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

/** A local day and what is taken on it. */
export interface ShelfDay {
  readonly from: number;
  readonly to: number;
  readonly slots: readonly Placed[];
}

/** Taken slots, found by day, by lead and by recipient domain without looking at all of them. */
export interface Shelf {
  add(slot: TakenSlot): void;
  /** The local day that contains a moment. */
  day(ms: number): ShelfDay;
  /** Slots of the days that a span around a moment touches: all within it, and some outside. */
  around(ms: number, spanMs: number): readonly Placed[];
  ofLead(leadId: string): readonly Placed[];
  ofDomain(domain: string): readonly Placed[];
  /** The first message of a mailbox. */
  first(mailbox: string): number | null;
}

/** An empty shelf whose days are those of a zone. */
export function openShelf(zone: string): Shelf {
  const days: { readonly from: number; readonly to: number; readonly slots: Placed[] }[] = [];
  const byLead = new Map<string, Placed[]>();
  const byDomain = new Map<string, Placed[]>();
  const firsts = new Map<string, number>();
  const put = (map: Map<string, Placed[]>, key: string, slot: Placed): void => {
    const list = map.get(key);
    if (list) list.push(slot);
    else map.set(key, [slot]);
  };
  const dayAt = (ms: number) => {
    const found = days.find((day) => day.from <= ms && ms < day.to);
    if (found) return found;
    const { from, to } = localDay(toInstant(ms), zone);
    const made = { from: epochMs(from), to: epochMs(to), slots: [] };
    days.push(made);
    return made;
  };
  return {
    add: (slot) => {
      const placed = { ...slot, ms: epochMs(slot.at), gapMs: gapMs(slot.enrolmentId, slot.step) };
      dayAt(placed.ms).slots.push(placed);
      put(byLead, slot.leadId, placed);
      put(byDomain, slot.recipientDomain, placed);
      firsts.set(slot.mailbox, Math.min(firsts.get(slot.mailbox) ?? Infinity, placed.ms));
    },
    day: dayAt,
    around: (ms, spanMs) => {
      const touched = new Set([dayAt(ms - spanMs), dayAt(ms), dayAt(ms + spanMs)]);
      return [...touched].flatMap((day) => day.slots);
    },
    ofLead: (leadId) => byLead.get(leadId) ?? [],
    ofDomain: (domain) => byDomain.get(domain) ?? [],
    first: (mailbox) => firsts.get(mailbox) ?? null,
  };
}
