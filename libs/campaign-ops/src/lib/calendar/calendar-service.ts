import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, notFound } from '@aicmo/core-kernel';
import type { CampaignId, Clock, Instant } from '@aicmo/core-kernel';
import { PlatformCadence } from '../../contract/calendar-plan.ts';
import type { CalendarChange, CalendarPlan, SavedCalendar } from '../../contract/calendar-plan.ts';
import type { OpsEvent } from '../../contract/operator-task.ts';
import type { CampaignFacts, CampaignFinder } from '../campaign-facts.ts';
import type { TaskRow } from '../db/campaign-ops-tables.ts';
import type { EventStore } from '../events/event-store.ts';
import { platformNames, postSteps } from '../tasks/task-steps.ts';
import type { NewTask, TaskStore } from '../tasks/task-store.ts';
import { describeDiff, diffCalendar, type CalendarDiff, type ExistingSlot } from './calendar-change-rules.ts';
import type { CalendarStore } from './calendar-store.ts';
import { fitPlan, suggestPlan } from './plan-rules.ts';
import { planSlots, type PlannedSlot } from './slot-rules.ts';

/** What is planned, by whom. */
export interface CalendarRequest {
  readonly campaignId: CampaignId;
  /** A `CalendarPlan`; checked here. */
  readonly plan: unknown;
  /** The version that was edited: 0 when the campaign has no calendar yet. */
  readonly version: number;
  readonly by: string;
}

/** The calendars of campaigns. */
export interface CalendarService {
  /** The campaign's plan; undefined while it has none. */
  read(campaignId: CampaignId): Promise<SavedCalendar | undefined>;
  /** A plan to begin with, inside of the campaign's dates. */
  suggest(campaignId: CampaignId): Promise<CalendarPlan>;
  /** What saving this plan would do; writes nothing. */
  preview(request: Pick<CalendarRequest, 'campaignId' | 'plan'>): Promise<CalendarChange>;
  /**
   * Saves the plan and brings the calendar to it, in one transaction: missing future slots are added as POST tasks,
   * untouched future ones that it lacks are removed, everything else stays. The same plan again changes nothing.
   * Throws `conflict` (`calendar-changed`) when somebody saved another version in between.
   */
  save(request: CalendarRequest): Promise<CalendarChange>;
  /** What planning did so far, newest first. */
  story(campaignId: CampaignId): Promise<readonly OpsEvent[]>;
}

/** What the calendars are made from. */
export interface CalendarDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly campaigns: CampaignFinder;
  readonly calendars: CalendarStore;
  readonly tasks: TaskStore;
  readonly events: EventStore;
}

/** More slots than a person could look through are a slip of the keyboard; it also bounds the transaction. */
const mostSlots = 500;

/** Builds the calendars. */
export function createCalendarService(deps: CalendarDeps): CalendarService {
  const { calendars, campaigns, clock, db, events, tasks } = deps;
  const find = async (id: CampaignId): Promise<CampaignFacts> => {
    const campaign = await campaigns.find(id);
    if (campaign) return campaign;
    throw notFound({
      code: 'campaign-not-found',
      message: 'There is no such campaign. Go back to the list of campaigns.',
    });
  };
  const work = async (campaign: CampaignFacts, asked: unknown, tx?: Tx) => {
    const plan = fitPlan(asked, campaign);
    const planned = planSlots(plan);
    refuseTooMany(planned.slots.length);
    const existing = (await tasks.slots(campaign.id, tx)).map(toExistingSlot);
    const diff = diffCalendar(planned, existing, plan.timeZone, clock.now());
    return { plan, diff, change: describeDiff(diff, planned, plan) };
  };
  return {
    read: (campaignId) => calendars.find(campaignId),
    suggest: async (campaignId) => suggestPlan(await find(campaignId), clock.now()),
    preview: async ({ campaignId, plan }) => (await work(await find(campaignId), plan)).change,
    save: async ({ campaignId, plan: asked, version, by }) => {
      const campaign = await find(campaignId);
      refuseOver(campaign);
      return db.transaction(async (tx) => {
        const saved = await calendars.find(campaignId, tx);
        if ((saved?.version ?? 0) !== version) throw changedMeanwhile(saved);
        const { plan, diff, change } = await work(campaign, asked, tx);
        if (saved && isSame(saved.plan, plan) && isNothing(diff)) return change;
        const facts = { clientId: campaign.clientId, campaignId, savedBy: by, savedAt: clock.now() };
        if (!(await calendars.save(tx, version, { ...facts, plan, version: version + 1 }))) throw changedMeanwhile();
        await applyDiff(tx, deps, { diff, campaign, timeZone: plan.timeZone });
        const what = version === 0 ? 'Planned the calendar' : 'Changed the calendar';
        await events.add(tx, { taskId: null, campaignId, who: by, what, why: change.sentences.join(' ') });
        return change;
      });
    },
    story: (campaignId) => events.ofCalendar(campaignId),
  };
}

interface DiffWork {
  readonly diff: CalendarDiff;
  readonly campaign: CampaignFacts;
  readonly timeZone: string;
}

async function applyDiff(
  tx: Tx,
  { tasks, clock }: CalendarDeps,
  { diff, campaign, timeZone }: DiffWork,
): Promise<void> {
  const now = clock.now();
  await tasks.removeSlots(tx, diff.removeTaskIds);
  for (const { taskId, dueAt } of diff.move) await tasks.moveSlot(tx, taskId, dueAt, timeZone, now);
  await tasks.addMissing(
    tx,
    diff.add.map((slot) => toTask(slot, campaign, timeZone, clock)),
    now,
  );
}

const toTask = (slot: PlannedSlot, campaign: CampaignFacts, timeZone: string, clock: Clock): NewTask => ({
  id: newId(clock),
  uniqueKey: `slot ${campaign.id} ${slot.key}`,
  clientId: campaign.clientId,
  campaignId: campaign.id,
  kind: 'POST',
  platform: slot.platform,
  slotKey: slot.key,
  title: `Post on ${platformNames[slot.platform]} for ${campaign.name}`,
  steps: postSteps(slot.platform),
  copy: '',
  dueAt: slot.dueAt,
  timeZone,
  followsTaskId: null,
});

const toExistingSlot = (row: TaskRow): ExistingSlot => ({
  taskId: row.id,
  key: row.slotKey ?? '',
  platform: PlatformCadence.shape.platform.parse(row.platform),
  dueAt: row.dueAt as Instant, // instants are written by us alone
  timeZone: row.timeZone,
  isUntouched: row.state === 'OPEN' && row.touchedAt === null,
});

const isSame = (one: CalendarPlan, other: CalendarPlan): boolean => JSON.stringify(one) === JSON.stringify(other);

const isNothing = ({ add, move, removeTaskIds }: CalendarDiff): boolean =>
  add.length + move.length + removeTaskIds.length === 0;

function refuseTooMany(count: number): void {
  if (count <= mostSlots) return;
  throw invalid({
    code: 'calendar-too-large',
    message: `This plan has ${count} slots; ${mostSlots} is the most at once. Choose an earlier last day or fewer posts a week.`,
    details: { field: 'endsOn', count },
  });
}

function refuseOver(campaign: CampaignFacts): void {
  if (!campaign.isOver) return;
  throw conflict({
    code: 'calendar-campaign-over',
    message: `${campaign.name} is completed, so that its calendar stays as it is. Make a new campaign to plan more posts.`,
  });
}

const changedMeanwhile = (saved?: SavedCalendar) =>
  conflict({
    code: 'calendar-changed',
    message: `${saved?.savedBy ?? 'Somebody else'} saved this calendar after you opened it. Reload it, then make your change again.`,
  });
