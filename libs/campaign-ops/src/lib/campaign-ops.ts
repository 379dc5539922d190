import type { Database } from '@aicmo/core-db';
import { invalid, type CampaignId, type ClientId, type Clock } from '@aicmo/core-kernel';
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
  /** Keeps the one task of a client that lists what is overdue. */
  escalateOverdue(clientId: ClientId): Promise<Escalation>;
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
    escalateOverdue: createEscalation({ db, clock, tasks, events }),
    weeklySummary: async ({ day, timeZone, ...filter }) => {
      if (!isTimeZone(timeZone)) {
        throw invalid({
          code: 'week-time-zone',
          message: `"${timeZone.slice(0, 40)}" is no time zone; expected a name like Europe/Berlin.`,
        });
      }
      const from = mondayOf(day ?? localDayOf(clock.now(), timeZone));
      const bounds = { from: momentOf(from, '00:00', timeZone), before: momentOf(addDays(from, 7), '00:00', timeZone) };
      const rows = await tasks.list({ ...filter, ...bounds }, 5000);
      return summariseWeek(
        { from, to: addDays(from, 6), timeZone },
        rows.map((row) => toTask(row, clock.now())),
      );
    },
  };
}

const silence: OpsAnnouncer = async () => undefined;
