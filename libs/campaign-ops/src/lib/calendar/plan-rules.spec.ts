import { describe, expect, test } from '@jest/globals';
import type { CampaignId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { CalendarPlan } from '../../contract/calendar-plan.ts';
import { aCalendarPlan } from '../../testing/a-calendar-plan.ts';
import { fakeCampaigns } from '../../testing/fake-campaigns.ts';
import type { CampaignFacts } from '../campaign-facts.ts';
import { fitPlan, suggestPlan } from './plan-rules.ts';

async function aCampaign(over: Partial<CampaignFacts> = {}): Promise<CampaignFacts> {
  const found = await fakeCampaigns({ id: 'c' as CampaignId, ...over }).find('c' as CampaignId);
  if (!found) throw new Error('the fake has this campaign');
  return found;
}
const linkedin = { platform: 'linkedin', timesPerWeek: 3, weekdays: [1, 2, 3, 4, 5], localTimes: ['09:00'] } as const;
const line = { ...linkedin, weekdays: [...linkedin.weekdays], localTimes: [...linkedin.localTimes] };

describe('a plan is refused, with what to enter instead,', () => {
  const cases: readonly [string, Partial<CalendarPlan>, string][] = [
    ['when it ends before it starts', { endsOn: '2026-03-01' }, 'Choose a later last day'],
    ['when its time zone is no zone', { timeZone: 'Berlin/Mitte' }, 'expected a name like Europe/Berlin'],
    ['when a day does not exist', { startsOn: '2026-02-30' }, 'This day does not exist'],
    ['when a time has no 24 hours', { cadence: [{ ...line, localTimes: ['9 am'] }] }, 'like 09:00'],
    ['when more posts are asked for than fit', { cadence: [{ ...line, timesPerWeek: 6 }] }, 'have room for 5'],
    ['when a platform stands twice', { cadence: [line, line] }, 'Join the two lines'],
    ['when it is longer than a year', { endsOn: '2027-03-03' }, 'may last 366 days'],
  ];
  test.each(cases)('%s', async (_, over, message) => {
    const campaign = await aCampaign();
    expect(() => fitPlan(aCalendarPlan(over), campaign)).toThrow(message);
  });

  test('when it lies outside of the campaign altogether', async () => {
    const campaign = await aCampaign({ startsOn: '2026-05-01' });
    expect(() => fitPlan(aCalendarPlan(), campaign)).toThrow('Choose days inside of the campaign');
  });
});

test('a plan never leaves its campaign: dates are cut to it, its holidays are blackout days', async () => {
  const campaign = await aCampaign({ startsOn: '2026-03-09', endsOn: '2026-03-20', holidays: ['2026-03-16'] });
  expect(fitPlan(aCalendarPlan({ blackoutDates: ['2026-03-18'] }), campaign)).toMatchObject({
    startsOn: '2026-03-09',
    endsOn: '2026-03-20',
    blackoutDates: ['2026-03-16', '2026-03-18'],
  });
});

test('a suggested plan starts today in the zone of the client, and ends with the campaign or after four weeks', async () => {
  const now = fakeClock('2026-03-02T10:30:00Z').now();
  expect(suggestPlan(await aCampaign({ timeZone: 'Pacific/Kiritimati' }), now)).toMatchObject({
    startsOn: '2026-03-03',
    endsOn: '2026-03-30',
  });
  expect(suggestPlan(await aCampaign({ endsOn: '2026-03-12' }), now)).toMatchObject({
    startsOn: '2026-03-02',
    endsOn: '2026-03-12',
  });
});
