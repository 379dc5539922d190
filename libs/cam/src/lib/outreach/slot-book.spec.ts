import { describe, expect, test } from '@jest/globals';
import { epochMs, minuteMs, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import { defaultMailboxLimits } from '../../contract/mailbox.ts';
import { gapMs } from './gap-rules.ts';
import { defaultSendWindow, openZonedWindow } from './send-window.ts';
import { defaultSlotLimits, openSlotBook, unknownPace, type MailboxPace, type SlotSeeker } from './slot-book.ts';
import type { TakenSlot } from './slot-shelf.ts';

const monday = parseInstant('2026-03-02T10:00:00Z');
const window = openZonedWindow(defaultSendWindow, 'Europe/Berlin');
const seeker = (number: number, over: Partial<SlotSeeker> = {}): SlotSeeker => ({
  enrolmentId: `enrolment-${number}`,
  step: 1,
  standing: 'new',
  leadId: `lead-${number}`,
  leadName: `Lead ${number}`,
  mailbox: 'anna@northwind.example',
  campaignId: 'campaign',
  campaignName: 'Spring',
  recipientDomain: `d${number}.example`,
  ...over,
});
const slot = (number: number, at: Instant, over: Partial<SlotSeeker> = {}): TakenSlot => ({
  ...seeker(number, over),
  at,
  isPlanned: at > monday,
});
const bookOf = (taken: readonly TakenSlot[], limits = defaultSlotLimits, pace: MailboxPace = unknownPace) =>
  openSlotBook(taken, { limits, zone: 'Europe/Berlin', pace: () => pace });
const usual = defaultMailboxLimits;

/** Plans so many leads one after the other, as a run does. */
function plan(
  count: number,
  limits = defaultSlotLimits,
  over: Partial<SlotSeeker> = {},
  pace = unknownPace,
): readonly Instant[] {
  const book = bookOf([], limits, pace);
  return Array.from({ length: count }, (_, index) => {
    const each = seeker(index, over);
    const at = book.earliest(each, monday, window)?.at ?? parseInstant('1970-01-01T00:00:00Z');
    book.take({ ...each, at, isPlanned: true });
    return at;
  });
}
const perDay = (moments: readonly Instant[]): readonly number[] =>
  [...Map.groupBy(moments, (moment) => moment.slice(0, 10)).values()].map((day) => day.length);

describe('the gap between two messages of a mailbox', () => {
  test('lies between 10 and 20 minutes and is the same each time it is drawn', () => {
    const gaps = Array.from({ length: 1000 }, (_, index) => gapMs(`enrolment-${index}`, 1, usual));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * minuteMs);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20 * minuteMs);
    expect(new Set(gaps).size).toBeGreaterThan(400);
    expect(gapMs('enrolment-7', 2, usual)).toBe(gapMs('enrolment-7', 2, usual));
    expect(gapMs('enrolment-7', 2, usual)).not.toBe(gapMs('enrolment-7', 3, usual));
  });

  test('is kept between all planned messages', () => {
    const moments = plan(10);
    for (let index = 1; index < moments.length; index += 1) {
      const rest = epochMs(moments[index] ?? monday) - epochMs(moments[index - 1] ?? monday);
      expect(rest).toBe(gapMs(`enrolment-${index}`, 1, usual));
    }
  });

  test('is also kept before a message that was planned earlier for later', () => {
    const planned = slot(9, plusMs(monday, 5 * minuteMs));
    const at = bookOf([planned]).earliest(seeker(1), monday, window)?.at ?? monday;
    expect(at > planned.at).toBe(true);
  });
});

describe('who makes room for whom', () => {
  const soon = plusMs(monday, 5 * minuteMs);
  test('what is due goes, and what is planned for a little later makes room', () => {
    const book = bookOf([slot(9, soon)]);
    expect(book.usesAt(seeker(1, { standing: 'due' }), monday).mailboxReadyAt).toBeNull();
    expect(book.usesAt(seeker(1), monday).mailboxReadyAt).not.toBeNull();
  });

  test('a first message whose time has come gives way to a follow-up that is planned for a little later', () => {
    const followUp = slot(9, plusMs(monday, 3 * minuteMs), { step: 2 });
    const book = bookOf([followUp]);
    const due = seeker(1, { standing: 'due' });
    expect(book.usesAt(due, monday).mailboxReadyAt).toBe(plusMs(followUp.at, gapMs('enrolment-1', 1, usual)));
    expect(book.usesAt(seeker(2, { standing: 'follow-up', step: 2 }), monday).mailboxReadyAt).toBeNull();
    const lastPlace = { ...defaultSlotLimits, campaignPerDay: 1 };
    expect(
      bookOf([followUp], lastPlace)
        .usesAt(due, monday)
        .caps.find(({ cap }) => cap === 'campaign')?.used,
    ).toBe(1);
  });

  test('a message with a long rest before it is not overtaken by those with shorter ones', () => {
    const waiting = slot(9, plusMs(monday, 4 * minuteMs), { step: 2 });
    const at = bookOf([waiting]).earliest(seeker(2, { standing: 'follow-up', step: 2 }), monday, window)?.at ?? monday;
    expect(at > waiting.at).toBe(true);
  });

  test('a follow-up is planned as if nothing new were planned at all', () => {
    const full = Array.from({ length: 10 }, (_, index) => slot(index, plusMs(monday, index * 20 * minuteMs + 1)));
    const followUp = seeker(99, { standing: 'follow-up', step: 2 });
    expect(bookOf(full).earliest(followUp, monday, window)?.at).toBe(monday);
    expect(bookOf(full).earliest(seeker(99), monday, window)?.at.slice(0, 10)).toBe('2026-03-03');
  });
});

describe('the caps, of which the smallest wins', () => {
  test('a mailbox has its own cap, ramp and rest, and its ramp counts from the first message that ever left it', () => {
    const limits = { ...usual, perDay: 7, rampStart: 3, rampStep: 2, gapFrom: 60, gapTo: 61 };
    const moments = plan(22, defaultSlotLimits, {}, { limits, since: null });
    expect(perDay(moments)).toEqual([3, 5, 7, 7]);
    const rests = moments.slice(1, 3).map((moment, index) => epochMs(moment) - epochMs(moments[index] ?? monday));
    for (const rest of rests) expect(rest / minuteMs).toBeGreaterThanOrEqual(60);
    const warm = { limits: { ...limits, gapFrom: 10, gapTo: 20 }, since: parseInstant('2026-02-01T10:00:00Z') };
    expect(perDay(plan(14, defaultSlotLimits, {}, warm))).toEqual([7, 7]);
  });

  test('a phone call waits for no mailbox and uses none up', () => {
    const call = { mailbox: null, recipientDomain: '' };
    const taken = Array.from({ length: 10 }, (_, index) => slot(index, plusMs(monday, -minuteMs * (index + 1))));
    expect(bookOf(taken).usesAt(seeker(99, call), monday).mailboxReadyAt).toBeNull();
    const calls = Array.from({ length: 10 }, (_, index) => slot(index, plusMs(monday, -60 * minuteMs), call));
    expect(bookOf(calls).load('anna@northwind.example', monday).share).toBe(0);
  });

  test('a plan fills days up to the smallest cap', () => {
    expect(perDay(plan(50))).toEqual([10, 15, 20, 5]);
    expect(perDay(plan(20, { ...defaultSlotLimits, campaignPerDay: 4 }))).toEqual([4, 4, 4, 4, 4]);
    expect(perDay(plan(9, { ...defaultSlotLimits, workspacePerDay: 3 }))).toEqual([3, 3, 3]);
  });

  test('one recipient domain gets five within any hour', () => {
    const moments = plan(
      12,
      { ...defaultSlotLimits, campaignPerDay: 500 },
      { recipientDomain: 'one.example' },
      { limits: { ...usual, rampStart: 200, perDay: 200 }, since: null },
    );
    for (const moment of moments) {
      const within = moments.filter((other) => other > plusMs(moment, -60 * minuteMs) && other <= moment);
      expect(within.length).toBeLessThanOrEqual(5);
    }
  });

  test('a lead that had a message is left alone for 24 hours, whichever campaign asks', () => {
    const had = slot(1, parseInstant('2026-03-02T08:30:00Z'), { campaignId: 'other', mailbox: 'other@x.example' });
    expect(bookOf([had]).earliest(seeker(1), monday, window)?.at).toBe('2026-03-03T08:30:00.000Z');
  });

  test('a place tells which caps stood in the way of an earlier one', () => {
    const taken = [slot(1, plusMs(monday, -minuteMs)), slot(2, monday)];
    const found = bookOf(taken, { ...defaultSlotLimits, campaignPerDay: 2 }).earliest(seeker(3), monday, window);
    expect(found).toMatchObject({ at: '2026-03-03T08:00:00.000Z', caps: [{ cap: 'campaign', limit: 2, used: 2 }] });
    expect(found?.mailboxReadyAt).not.toBeNull();
  });

  test('the gate is told how much of each cap is used', () => {
    const taken = [slot(1, plusMs(monday, -60 * minuteMs)), slot(2, plusMs(monday, -30 * minuteMs))];
    const { caps, mailboxReadyAt } = bookOf(taken).usesAt(seeker(3), monday);
    expect(caps.map(({ cap, used, limit }) => [cap, used, limit])).toEqual([
      ['lead', 0, 1],
      ['mailbox', 2, 10],
      ['campaign', 2, 20],
      ['recipient-domain', 0, 5],
      ['workspace', 2, 500],
    ]);
    expect(mailboxReadyAt).toBeNull();
  });

  test('500 messages are planned within two seconds of computing', () => {
    const started = process.cpuUsage();
    expect(plan(500)).toHaveLength(500);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });
});
