import {
  CalendarChange,
  CalendarPlan,
  OperatorTask,
  OpsEvent,
  SavedCalendar,
  WeeklySummary,
} from '@aicmo/campaign-ops/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A campaign that a calendar can be made for. */
export const CalendarCampaign = z.object({
  id: z.string(),
  name: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  /** The client's, IANA name. */
  timeZone: z.string(),
  /** Completed or archived: its calendar stays as it is. */
  isOver: z.boolean(),
});
export type CalendarCampaign = z.infer<typeof CalendarCampaign>;

const oneTask = { result: OperatorTask } as const;
const scope = { client: z.optional(z.string()), campaign: z.optional(z.string()) };
/** What a form holds; the library reads it, so that each wrong field comes back with its own sentence. */
const typedPlan = z.record(z.string(), z.unknown());

/** The calendar and the tasks, a part of the tab Campaign Ops. */
export const campaignOpsCalendarContract = defineEndpoints({
  calendarChoices: {
    method: 'GET',
    path: '/api/campaign-ops/choices',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ campaigns: z.array(CalendarCampaign) }),
    summary: 'The campaigns of one client or of all, for the calendar',
  },
  calendar: {
    method: 'GET',
    path: '/api/campaign-ops/calendars/:campaignId',
    result: z.object({
      saved: z.nullable(SavedCalendar),
      /** A plan to begin with. */
      suggestion: CalendarPlan,
      story: z.array(OpsEvent),
    }),
    summary: 'The plan of a campaign’s calendar, or one to begin with',
  },
  previewCalendar: {
    method: 'POST',
    path: '/api/campaign-ops/calendars/:campaignId/preview',
    body: z.object({ plan: typedPlan }),
    result: CalendarChange,
    summary: 'What saving this plan would do; writes nothing',
  },
  saveCalendar: {
    method: 'POST',
    path: '/api/campaign-ops/calendars/:campaignId',
    body: z.object({ plan: typedPlan, version: z.int() }),
    result: CalendarChange,
    summary: 'Save the plan and bring the calendar to it',
  },
  tasks: {
    method: 'GET',
    path: '/api/campaign-ops/tasks',
    /** `from` and `to`: local days in `zone`, both included. */
    query: z.object({
      ...scope,
      show: z.optional(z.enum(['waiting', 'all'])),
      from: z.optional(z.string()),
      to: z.optional(z.string()),
      zone: z.optional(z.string()),
    }),
    result: z.object({ tasks: z.array(OperatorTask), overdue: z.int() }),
    summary: 'What people have to do, the earliest first',
  },
  task: {
    method: 'GET',
    path: '/api/campaign-ops/tasks/:taskId',
    result: z.object({ task: OperatorTask, story: z.array(OpsEvent) }),
    summary: 'One task with its story',
  },
  addTask: {
    method: 'POST',
    path: '/api/campaign-ops/tasks',
    body: z.object({
      clientId: z.string(),
      campaignId: z.nullable(z.string()),
      title: z.string(),
      day: z.string(),
      time: z.string(),
      timeZone: z.string(),
    }),
    ...oneTask,
    summary: 'Write a task down',
  },
  editTask: {
    method: 'POST',
    path: '/api/campaign-ops/tasks/:taskId/edit',
    body: z.object({ copy: z.optional(z.string()), day: z.optional(z.string()), time: z.optional(z.string()) }),
    ...oneTask,
    summary: 'Change the text or the time of a task; planning leaves it alone from then on',
  },
  completeTask: {
    method: 'POST',
    path: '/api/campaign-ops/tasks/:taskId/complete',
    body: z.object({ proofUrl: z.string(), note: z.string() }),
    ...oneTask,
    summary: 'Complete a task with proof',
  },
  moveTask: {
    method: 'POST',
    path: '/api/campaign-ops/tasks/:taskId/move',
    body: z.object({ move: z.enum(['block', 'unblock', 'miss', 'cancel', 'reopen']), reason: z.string() }),
    ...oneTask,
    summary: 'Block, unblock, miss, cancel or open a task again, with the reason',
  },
  listOverdue: {
    method: 'POST',
    path: '/api/campaign-ops/overdue/:clientId',
    result: z.object({ overdue: z.int() }),
    summary: 'Bring the one task that lists what is overdue up to date',
  },
  week: {
    method: 'GET',
    path: '/api/campaign-ops/week',
    query: z.object({ ...scope, day: z.optional(z.string()), zone: z.string() }),
    /** `today`: the local day that it is now. */
    result: z.extend(WeeklySummary, { today: z.string() }),
    summary: 'A week from Monday to Sunday: planned, done, overdue',
  },
});
