import { epochMs, type Instant, type Platform } from '@aicmo/core-kernel';
import type { CalendarChange, CalendarPlan, SlotNote } from '../../contract/calendar-plan.ts';
import type { PlannedSlot, SlotPlan } from './slot-rules.ts';

/** A slot that the calendar has: its POST task, as far as planning needs it. */
export interface ExistingSlot {
  readonly taskId: string;
  readonly key: string;
  readonly platform: Platform;
  readonly dueAt: Instant;
  readonly timeZone: string;
  /** Open, and nobody has changed or decided anything about it. */
  readonly isUntouched: boolean;
}

/** What has to be written so that the calendar follows its plan. */
export interface CalendarDiff {
  readonly add: readonly PlannedSlot[];
  readonly move: readonly { readonly taskId: string; readonly dueAt: Instant }[];
  readonly removeTaskIds: readonly string[];
  readonly kept: number;
  readonly past: number;
  readonly leftAlone: readonly SlotNote[];
}

/**
 * Compares a calendar with its plan. Only untouched slots that are still to come are moved or removed; nothing is added
 * in the past; a slot that a person cancelled keeps its place, so that it does not come back.
 */
export function diffCalendar(
  plan: SlotPlan,
  existing: readonly ExistingSlot[],
  timeZone: string,
  now: Instant,
): CalendarDiff {
  const known = new Map(existing.map((slot) => [slot.key, slot]));
  const planned = new Set(plan.slots.map((slot) => slot.key));
  const missing = plan.slots.filter((slot) => !known.has(slot.key));
  const isFree = (slot: ExistingSlot): boolean => slot.isUntouched && isAhead(slot, now);
  const move = plan.slots.flatMap((slot) => {
    const there = known.get(slot.key);
    const isChanged = there && (there.dueAt !== slot.dueAt || there.timeZone !== timeZone);
    return isChanged && isFree(there) && isAhead(slot, now) ? [{ taskId: there.taskId, dueAt: slot.dueAt }] : [];
  });
  const surplus = existing.filter((slot) => !planned.has(slot.key) && isAhead(slot, now));
  const removed = surplus.filter(isFree);
  return {
    add: missing.filter((slot) => isAhead(slot, now)),
    move,
    removeTaskIds: removed.map((slot) => slot.taskId),
    kept: existing.length - removed.length - move.length,
    past: missing.filter((slot) => !isAhead(slot, now)).length,
    leftAlone: surplus
      .filter((slot) => !isFree(slot))
      .map(({ platform, dueAt }) => ({ platform, dueAt, why: 'Somebody has worked on it already.' })),
  };
}

/** A diff in counts, and in sentences for the operator. */
export function describeDiff(diff: CalendarDiff, { shifted }: SlotPlan, plan: CalendarPlan): CalendarChange {
  const dropped = shifted.filter(({ to }) => to === null).length;
  const said = (count: number, text: (noun: string) => string): string[] =>
    count === 0 ? [] : [text(count === 1 ? '1 slot' : `${count} slots`)];
  const sentences = [
    ...said(diff.add.length, (noun) => `${noun} added.`),
    ...said(diff.kept, (noun) => `${noun} kept as before.`),
    ...said(diff.move.length, (noun) => `${noun} moved to the new time zone.`),
    ...said(diff.removeTaskIds.length, (noun) => `${noun} removed that nobody had touched.`),
    ...said(
      diff.leftAlone.length,
      (noun) => `${noun} left alone although the plan changed: somebody has worked on them.`,
    ),
    ...said(diff.past, (noun) => `${noun} of the plan would lie in the past and were not made.`),
    ...said(shifted.length - dropped, (noun) => `${noun} moved within the week because of blackout days.`),
    ...said(dropped, (noun) => `${noun} left out: the week has no free day beside its blackout days.`),
  ];
  return {
    added: diff.add.length,
    kept: diff.kept,
    moved: diff.move.length,
    removed: diff.removeTaskIds.length,
    past: diff.past,
    leftAlone: [...diff.leftAlone],
    shifted: [...shifted],
    from: plan.startsOn,
    to: plan.endsOn,
    sentences: sentences.length > 0 ? sentences : ['The plan has no slot between its first and its last day.'],
  };
}

const isAhead = ({ dueAt }: { readonly dueAt: Instant }, now: Instant): boolean => epochMs(dueAt) > epochMs(now);
