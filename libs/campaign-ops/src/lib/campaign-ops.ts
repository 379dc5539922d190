import type { Database } from '@aicmo/core-db';
import { invalid, type CampaignId, type ClientId, type Clock, type Instant } from '@aicmo/core-kernel';
import { LocalDate } from '../contract/calendar-plan.ts';
import type { WeeklySummary } from '../contract/weekly-summary.ts';
import type { OpsAnnouncer } from './announcer.ts';
import { createCalendarService, type CalendarService } from './calendar/calendar-service.ts';
import { createCalendarStore } from './calendar/calendar-store.ts';
import { addDays, isTimeZone, localDayOf, momentOf, mondayOf } from './calendar/slot-rules.ts';
import type { CampaignFinder } from './campaign-facts.ts';
import type { CampaignOpsTables } from './db/campaign-ops-tables.ts';
import { createEventStore } from './events/event-store.ts';
import { summariseWeek } from './summary/weekly-summary-rules.ts';
import { createEscalation, type Escalation } from './tasks/escalation-service.ts';
import { createOutreachTaskService, type OutreachTaskService } from './tasks/outreach-task-service.ts';
import { createTaskService, type TaskService } from './tasks/task-service.ts';
import { createTaskStore, toTask } from './tasks/task-store.ts';

/** What campaign-ops is made from. */
export interface CampaignOpsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly campaigns: CampaignFinder;
  /** Tells other libraries; nobody by default. */
  readonly announce?: OpsAnnouncer;
}

/** Which week is summed up. */
export interface WeekRequest {
  readonly clientId?: ClientId;
  readonly campaignId?: CampaignId;
  /** Any local day of the week; today by default. */
  readonly day?: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Running campaigns by hand: calendars of posts, what people have to do, and how the week went. */
export interface CampaignOps {
  readonly calendar: CalendarService;
  readonly tasks: TaskService;
  /** Steps of sequences that people do. */
  readonly outreachTasks: OutreachTaskService;
  /** Keeps the one task of a client that lists what is overdue. */
  escalateOverdue(clientId: ClientId): Promise<Escalation>;
  /** The local day that it is now. */
  today(timeZone: string): string;
  /** The moments between which the local days lie, both included, for a filter of tasks. */
  daysBetween(from: string, to: string, timeZone: string): { readonly from: Instant; readonly before: Instant };
  /** Monday to Sunday, in the given zone. */
  weeklySummary(request: WeekRequest): Promise<WeeklySummary>;
}

/** Builds campaign-ops over its own tables. */
export function createCampaignOps({ db, clock, campaigns, announce = silence }: CampaignOpsDeps): CampaignOps {
  const handle = db.handle<CampaignOpsTables>('campaign-ops');
  const tasks = createTaskStore(handle);
  const events = createEventStore(handle, clock);
  const calendars = createCalendarStore(handle);
  return {
    calendar: createCalendarService({ db, clock, campaigns, calendars, tasks, events }),
    tasks: createTaskService({ db, clock, tasks, events, announce }),
    outreachTasks: createOutreachTaskService({ clock, tasks, events }),
    escalateOverdue: createEscalation({ db, clock, tasks, events }),
    daysBetween,
    today: (timeZone) => {
      requireZone(timeZone);
      return localDayOf(clock.now(), timeZone);
    },
    weeklySummary: async ({ day, timeZone, ...filter }) => {
      requireZone(timeZone);
      const from = mondayOf(day === undefined ? localDayOf(clock.now(), timeZone) : requireDay(day));
      const to = addDays(from, 6);
      const rows = await tasks.list({ ...filter, ...daysBetween(from, to, timeZone) }, 5000);
      return summariseWeek(
        { from, to, timeZone },
        rows.map((row) => toTask(row, clock.now())),
      );
    },
  };
}

function daysBetween(from: string, to: string, timeZone: string): { readonly from: Instant; readonly before: Instant } {
  requireZone(timeZone);
  return {
    from: momentOf(requireDay(from), '00:00', timeZone),
    before: momentOf(addDays(requireDay(to), 1), '00:00', timeZone),
  };
}

function requireDay(day: string): string {
  if (LocalDate.safeParse(day).success) return day;
  throw invalid({ code: 'day-invalid', message: `"${day.slice(0, 40)}" is no day; expected one like 2026-03-02.` });
}

function requireZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw invalid({
    code: 'zone-invalid',
    message: `"${timeZone.slice(0, 40)}" is no time zone; expected a name like Europe/Berlin.`,
  });
}

const silence: OpsAnnouncer = async () => undefined;
