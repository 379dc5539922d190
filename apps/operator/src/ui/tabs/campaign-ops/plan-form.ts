import type { CalendarPlan, PlatformCadence } from '@aicmo/campaign-ops/contract';
import type { TypedPlan } from './calendar.queries.ts';

/** One line of the cadence as it is typed. */
export interface CadenceFields {
  readonly platform: PlatformCadence['platform'];
  readonly timesPerWeek: string;
  readonly weekdays: readonly string[];
  /** `09:00, 17:30`. */
  readonly localTimes: string;
}

/** A plan as it is typed: nothing is corrected before it is saved. */
export interface PlanFields {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly timeZone: string;
  /** Days, separated by commas, spaces or lines. */
  readonly blackoutDates: string;
  readonly cadence: readonly CadenceFields[];
}

/** A plan as the form shows it. */
export const fieldsOf = ({ cadence, blackoutDates, startsOn, endsOn, timeZone }: CalendarPlan): PlanFields => ({
  startsOn,
  endsOn,
  timeZone,
  blackoutDates: blackoutDates.join(', '),
  cadence: cadence.map((line) => ({
    platform: line.platform,
    timesPerWeek: String(line.timesPerWeek),
    weekdays: line.weekdays.map(String),
    localTimes: line.localTimes.join(', '),
  })),
});

/** What is typed, as the library reads it; it names what is wrong. */
export const planOf = ({ cadence, blackoutDates, ...plan }: PlanFields): TypedPlan => ({
  ...plan,
  timeZone: plan.timeZone.trim(),
  blackoutDates: listOf(blackoutDates),
  cadence: cadence.map((line) => ({
    platform: line.platform,
    timesPerWeek: Number(line.timesPerWeek),
    weekdays: line.weekdays.map(Number),
    localTimes: listOf(line.localTimes),
  })),
});

/** A line to begin with. */
export const newLine: CadenceFields = {
  platform: 'linkedin',
  timesPerWeek: '2',
  weekdays: ['1', '2', '3', '4', '5'],
  localTimes: '09:00',
};

const listOf = (text: string): readonly string[] => text.split(/[\s,;]+/).filter(Boolean);
