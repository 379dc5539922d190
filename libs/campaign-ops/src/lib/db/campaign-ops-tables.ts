/*
 * The rows of campaign-ops' tables as the database gives them. Instants are ISO text, JSON is text that the store
 * parses. Words in capitals are those of DOMAIN section 3.
 */

/** The plan of one campaign's calendar. */
export interface CalendarRow {
  campaignId: string;
  clientId: string;
  version: number;
  /** CalendarPlan. */
  plan: string;
  savedBy: string;
  savedAt: string;
}

/** Something that a person must do. */
export interface TaskRow {
  id: string;
  /** What may exist only once: a slot, a follow-up, the open escalation. Null: may exist any number of times. */
  uniqueKey: string | null;
  clientId: string;
  campaignId: string | null;
  kind: string;
  platform: string | null;
  /** A calendar's slot: platform, local day, local time; null for every other task. */
  slotKey: string | null;
  title: string;
  /** string[]. */
  steps: string;
  copy: string;
  dueAt: string;
  timeZone: string;
  state: string;
  reason: string;
  proofUrl: string | null;
  proofNote: string | null;
  followsTaskId: string | null;
  /** When a person first worked on it; planning leaves it alone from then on. */
  touchedAt: string | null;
  createdAt: string;
  changedAt: string;
}

/** One line of the story of a task (`taskId`) or of a campaign's calendar (`taskId` null). */
export interface EventRow {
  id: string;
  taskId: string | null;
  campaignId: string | null;
  at: string;
  who: string;
  what: string;
  why: string;
}

/** All of campaign-ops' tables, by the names that queries use. */
export interface CampaignOpsTables {
  campaignOpsCalendar: CalendarRow;
  campaignOpsTask: TaskRow;
  campaignOpsEvent: EventRow;
}
