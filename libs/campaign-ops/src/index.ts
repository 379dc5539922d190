// The service
export { createCampaignOps } from './lib/campaign-ops.ts';
export type { CampaignOps, CampaignOpsDeps, WeekRequest } from './lib/campaign-ops.ts';
// What it needs from others
export type { CampaignFacts, CampaignFinder } from './lib/campaign-facts.ts';
export type { OpsAnnouncement, OpsAnnouncer } from './lib/announcer.ts';
// The calendar
export type { CalendarRequest, CalendarService } from './lib/calendar/calendar-service.ts';
// Tasks
export type { Completion, ManualTask, TaskDecision, TaskService } from './lib/tasks/task-service.ts';
export type { TaskFilter } from './lib/tasks/task-store.ts';
export type { Escalation } from './lib/tasks/escalation-service.ts';
// Schema and checks
export { campaignOpsMigrations } from './lib/db/migrations/index.ts';
export { campaignOpsSentinels } from './lib/sentinels/index.ts';
