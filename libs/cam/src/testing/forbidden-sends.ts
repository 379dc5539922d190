import { dayMs, epochMs, hourMs, minuteMs } from '@aicmo/core-kernel';
import { Temporal } from 'temporal-polyfill';

/** What people have decided, as a spec keeps it: the rules are asked of this, never of the house that is tested. */
export interface Decisions {
  paused: boolean;
  killed: boolean;
  proofMode: boolean;
  /** By campaign id. */
  readonly running: Record<string, boolean>;
  readonly perDay: Record<string, number>;
  readonly window: Record<string, { from: string; to: string }>;
  /** Mailboxes that are in use, by address, and how many messages a day each may send. */
  readonly inUse: Record<string, boolean>;
  readonly mailboxPerDay: Record<string, number>;
  /** Addresses of those who must not be written to, whatever the reason. */
  readonly forbidden: Record<string, string>;
}

/** A message that a server took. */
export interface Delivered {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly attemptId: string;
  /** As they were when the server took it. */
  readonly decisions: Decisions;
}

/** What is stored of a delivered message. */
export interface DeliveredStep {
  readonly campaignId: string;
  readonly enrolmentId: string;
  readonly step: number;
  /** Days after the step before. */
  readonly days: number;
  /** Whether somebody had to read it first, and did. */
  readonly isRead: boolean;
  readonly mustBeRead: boolean;
}

/** Minutes that each mailbox rests at least. */
const restMs = 10 * minuteMs;
const zone = 'Europe/Berlin';

const local = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone);
const dayOf = (at: string): string => local(at).toPlainDate().toString();
const since = (earlier: string, later: string): number => Date.parse(later) - Date.parse(earlier);

type Step = Delivered & DeliveredStep;

/** What of a rule forbids the last of these messages; empty when nothing does. */
export function whatForbids(all: readonly Step[]): readonly string[] {
  const last = all.at(-1);
  if (!last) return [];
  const before = all.slice(0, -1);
  return [...byDecision(last), ...byMoment(last), ...byCap(last, before), ...byOrder(last, before)];
}

function byDecision({ decisions, campaignId, from, to, isRead, mustBeRead }: Step): readonly string[] {
  return [
    decisions.paused && 'the house was paused',
    decisions.killed && 'everything was stopped',
    decisions.proofMode && 'proof mode was on',
    !decisions.running[campaignId] && 'its campaign was paused',
    !decisions.inUse[from] && `${from} was paused`,
    decisions.forbidden[to] && `${to}: ${decisions.forbidden[to]}`,
    mustBeRead && !isRead && 'nobody had read it',
  ].filter((why) => typeof why === 'string');
}

function byMoment({ at, campaignId, decisions }: Step): readonly string[] {
  const { from = '', to = '' } = decisions.window[campaignId] ?? {};
  const moment = local(at);
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' });
  return [
    moment.dayOfWeek > 5 && `${at} is a weekend`,
    (time < from || time >= to) && `${time} is not between ${from} and ${to}`,
  ].filter((why) => typeof why === 'string');
}

function byCap(last: Step, before: readonly Step[]): readonly string[] {
  const today = before.filter(({ at }) => dayOf(at) === dayOf(last.at));
  const ofMailbox = before.filter(({ from }) => from === last.from);
  const firstDay = ofMailbox[0] ? dayOf(ofMailbox[0].at) : dayOf(last.at);
  const age = Temporal.PlainDate.from(firstDay).until(dayOf(last.at)).days;
  const mailbox = Math.min(last.decisions.mailboxPerDay[last.from] ?? 0, 2 + age);
  const campaign = last.decisions.perDay[last.campaignId] ?? 0;
  const nearest = Math.min(...ofMailbox.map(({ at }) => since(at, last.at)), Infinity);
  const toLead = Math.min(...before.filter(({ to }) => to === last.to).map(({ at }) => since(at, last.at)), Infinity);
  return [
    today.filter(({ from }) => from === last.from).length >= mailbox && `${last.from} was at its ${mailbox} of the day`,
    today.filter(({ campaignId }) => campaignId === last.campaignId).length >= campaign && 'the campaign was full',
    nearest < restMs && `${last.from} had sent ${nearest / 1000} s before`,
    toLead < dayMs && `${last.to} had a message ${toLead / hourMs} h before`,
  ].filter((why) => typeof why === 'string');
}

function byOrder(last: Step, before: readonly Step[]): readonly string[] {
  const own = before.filter(({ enrolmentId }) => enrolmentId === last.enrolmentId);
  const previous = own.find(({ step }) => step === last.step - 1);
  const days = previous ? Temporal.PlainDate.from(dayOf(previous.at)).until(dayOf(last.at)).days : 0;
  return [
    own.some(({ step }) => step === last.step) && `step ${last.step} had gone already`,
    last.step > 1 && !previous && `step ${last.step} went before the one before it`,
    previous !== undefined && days < last.days && `step ${last.step} went after ${days} of ${last.days} days`,
    epochMs(last.at as Parameters<typeof epochMs>[0]) < Math.max(0, ...before.map(({ at }) => Date.parse(at))) &&
      'time went backwards',
  ].filter((why) => typeof why === 'string');
}
