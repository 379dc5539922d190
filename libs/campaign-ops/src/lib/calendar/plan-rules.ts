import { invalid, type Instant } from '@aicmo/core-kernel';
import { CalendarPlan } from '../../contract/calendar-plan.ts';
import type { CampaignFacts } from '../campaign-facts.ts';
import { addDays, isTimeZone, localDayOf } from './slot-rules.ts';

/** The most days that one plan may span. */
const longestPlanDays = 366;
/** How long a suggested plan lasts when the campaign has no end. */
const suggestedDays = 28;

/**
 * A plan as it was asked for, checked, and cut to the campaign's own dates; the campaign's holidays are blackout days
 * too. Throws `invalid` with what was found, and what to enter instead.
 */
export function fitPlan(asked: unknown, campaign: CampaignFacts): CalendarPlan {
  const parsed = CalendarPlan.safeParse(asked);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw planInvalid('calendar-plan-invalid', issue?.message ?? 'The plan is not complete.', {
      field: issue?.path.join('.') ?? '',
    });
  }
  const plan = parsed.data;
  refuseImpossible(plan);
  const startsOn = latest(plan.startsOn, campaign.startsOn);
  const endsOn = earliest(plan.endsOn, campaign.endsOn);
  if (startsOn > endsOn) {
    throw planInvalid(
      'calendar-outside-campaign',
      `The plan runs from ${plan.startsOn} to ${plan.endsOn}, but the campaign from ${campaign.startsOn ?? 'its activation'} to ${campaign.endsOn ?? 'no end'}. Choose days inside of the campaign.`,
    );
  }
  const blackoutDates = [...new Set([...plan.blackoutDates, ...campaign.holidays])].sort();
  return { ...plan, startsOn, endsOn, blackoutDates };
}

/** A plan to begin with: three posts a week on LinkedIn, inside of the campaign's dates. */
export function suggestPlan(campaign: CampaignFacts, now: Instant): CalendarPlan {
  const today = localDayOf(now, campaign.timeZone);
  const startsOn = latest(today, campaign.startsOn);
  return {
    startsOn,
    endsOn: earliest(addDays(startsOn, longestPlanDays - 1), campaign.endsOn ?? addDays(startsOn, suggestedDays - 1)),
    timeZone: campaign.timeZone,
    blackoutDates: [...campaign.holidays],
    cadence: [{ platform: 'linkedin', timesPerWeek: 3, weekdays: [1, 2, 3, 4, 5], localTimes: ['09:00'] }],
  };
}

function refuseImpossible(plan: CalendarPlan): void {
  if (!isTimeZone(plan.timeZone)) {
    throw planInvalid(
      'calendar-time-zone',
      `Found the time zone "${plan.timeZone.slice(0, 40)}"; expected a name like Europe/Berlin.`,
      { field: 'timeZone' },
    );
  }
  if (plan.endsOn < plan.startsOn) {
    throw planInvalid(
      'calendar-ends-before-start',
      `The plan ends on ${plan.endsOn}, before it starts on ${plan.startsOn}. Choose a later last day.`,
      { field: 'endsOn' },
    );
  }
  if (addDays(plan.startsOn, longestPlanDays) <= plan.endsOn) {
    throw planInvalid(
      'calendar-too-long',
      `A plan may last ${longestPlanDays} days at most. Choose an earlier last day; the next plan can go on from there.`,
      { field: 'endsOn' },
    );
  }
  for (const { platform, timesPerWeek, weekdays, localTimes } of plan.cadence) {
    const room = new Set(weekdays).size * new Set(localTimes).size;
    if (timesPerWeek > room) {
      throw planInvalid(
        'calendar-too-dense',
        `${timesPerWeek} posts a week on ${platform} do not fit: its days and times have room for ${room}. Add a weekday or a time.`,
        { field: 'cadence', platform },
      );
    }
  }
  const names = plan.cadence.map(({ platform }) => platform);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw planInvalid('calendar-platform-twice', `${twice} stands twice in the cadence. Join the two lines into one.`, {
      field: 'cadence',
    });
}

const planInvalid = (code: string, message: string, details: Readonly<Record<string, unknown>> = {}) =>
  invalid({ code, message, details });

const latest = (day: string, other: string | null): string => (other !== null && other > day ? other : day);
const earliest = (day: string, other: string | null): string => (other !== null && other < day ? other : day);
