export { aCalendarPlan } from './a-calendar-plan.ts';
export { fakeCampaigns } from './fake-campaigns.ts';
