import { expect, test } from '@jest/globals';
import * as door from '@aicmo/campaign-ops';
import * as contract from '@aicmo/campaign-ops/contract';

test('the door of campaign-ops offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual(['campaignOpsMigrations', 'campaignOpsSentinels', 'createCampaignOps']);
});

test('the contract of campaign-ops offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'CalendarChange',
    'CalendarPlan',
    'LocalDate',
    'LocalTime',
    'OperatorTask',
    'OpsEvent',
    'PlatformCadence',
    'SavedCalendar',
    'SlotNote',
    'TaskProof',
    'WeekCounts',
    'Weekday',
    'WeeklySummary',
    'duenesses',
    'taskKinds',
    'taskMoves',
    'taskStates',
  ]);
});
