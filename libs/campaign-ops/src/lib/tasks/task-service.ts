import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, notFound, parseInstant, plusMs } from '@aicmo/core-kernel';
import type { CampaignId, ClientId, Clock, Instant, OperatorTaskId } from '@aicmo/core-kernel';
import type { OperatorTask, OpsEvent } from '../../contract/operator-task.ts';
import type { OpsAnnouncer } from '../announcer.ts';
import { LocalDate, LocalTime } from '../../contract/calendar-plan.ts';
import { isTimeZone, momentOf } from '../calendar/slot-rules.ts';
import type { TaskRow } from '../db/campaign-ops-tables.ts';
import type { EventStore } from '../events/event-store.ts';
import { attemptOfTask } from './outreach-task-service.ts';
import { parseProofUrl } from './proof-rules.ts';
import { engageAfter, moveTask, requireReason, type TaskMove } from './task-rules.ts';
import { engageSteps, platformNames } from './task-steps.ts';
import { toTask, type NewTask, type TaskFilter, type TaskPatch, type TaskStore } from './task-store.ts';

/** What a person says when completing a task. */
export interface Completion {
  readonly id: OperatorTaskId;
  readonly by: string;
  /** A POST task: the address of the published post. Others: optional, any https address. */
  readonly proofUrl?: string;
  /** What was done; needed where there is no address. */
  readonly note?: string;
}

/** A decision about a task, with its reason. */
export interface TaskDecision {
  readonly id: OperatorTaskId;
  readonly by: string;
  readonly reason: string;
}

/** An instant (ISO 8601 with a zone), or a local day and time in the task's zone. */
export type DueTime = string | { readonly day: string; readonly time: string };

/** A task that a person writes down. */
export interface ManualTask {
  readonly clientId: ClientId;
  readonly campaignId?: CampaignId;
  readonly title: string;
  readonly steps?: readonly string[];
  readonly dueAt: DueTime;
  readonly timeZone: string;
  readonly by: string;
  /** Makes it once only: the same key again gives the task that is there. */
  readonly once?: string;
}

/** What people have to do. */
export interface TaskService {
  /** By due time, the earliest first. `limit` 200 by default, 1000 at most. */
  list(filter?: TaskFilter, limit?: number): Promise<readonly OperatorTask[]>;
  count(filter?: TaskFilter): Promise<number>;
  /** One task with its story, newest first. Throws `not-found` (`task-not-found`). */
  get(id: OperatorTaskId): Promise<{ readonly task: OperatorTask; readonly story: readonly OpsEvent[] }>;
  add(task: ManualTask): Promise<OperatorTask>;
  /** Changes text or time; planning leaves the task alone from then on. */
  edit(change: {
    id: OperatorTaskId;
    by: string;
    title?: string;
    copy?: string;
    dueAt?: DueTime;
  }): Promise<OperatorTask>;
  /**
   * Done, with proof. A POST task needs the address of the post on its platform (`proof-url`) and opens two ENGAGE
   * tasks, 2 and 24 hours from now; completing twice is a `conflict` (`task-move`) and opens nothing twice.
   */
  complete(completion: Completion): Promise<OperatorTask>;
  block(decision: TaskDecision): Promise<OperatorTask>;
  unblock(decision: TaskDecision): Promise<OperatorTask>;
  miss(decision: TaskDecision): Promise<OperatorTask>;
  cancel(decision: TaskDecision): Promise<OperatorTask>;
  reopen(decision: TaskDecision): Promise<OperatorTask>;
}

/** What the tasks are made from. */
export interface TaskDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly tasks: TaskStore;
  readonly events: EventStore;
  readonly announce: OpsAnnouncer;
}

const eventWords: Readonly<Record<TaskMove, string>> = {
  complete: 'Completed the task',
  block: 'Blocked the task',
  unblock: 'Lifted the block',
  miss: 'Marked the task as missed',
  cancel: 'Cancelled the task',
  reopen: 'Opened the task again',
};

/** Builds the tasks. */
export function createTaskService(deps: TaskDeps): TaskService {
  const { clock, db, events, tasks } = deps;
  const decide =
    (move: Exclude<TaskMove, 'complete'>) =>
    async ({ id, by, reason }: TaskDecision): Promise<OperatorTask> => {
      const why = requireReason(reason, move);
      return db.transaction(async (tx) => {
        const task = await load(deps, id, tx);
        const state = moveTask(task.state as OperatorTask['state'], move); // stored by us alone
        const keepsReason = state !== 'OPEN';
        await save(tx, deps, task, { state, reason: keepsReason ? why : '' }, { who: by, what: eventWords[move], why });
        const attemptId = attemptOfTask(task);
        if (move === 'cancel' && attemptId !== undefined) {
          const payload = { taskId: id, attemptId, by, reason: why };
          await deps.announce(tx, { topic: 'campaign-ops-outreach-left-out', subject: id, payload });
        }
        return reload(deps, id, tx);
      });
    };
  return {
    list: async (filter = {}, limit = 200) =>
      (await tasks.list(filter, Math.min(limit, 1000))).map((row) => toTask(row, clock.now())),
    count: (filter = {}) => tasks.count(filter),
    get: async (id) => ({ task: toTask(await load(deps, id), clock.now()), story: await events.ofTask(id) }),
    add: (task) => addManual(deps, task),
    edit: ({ id, by, ...change }) => edit(deps, id, by, change),
    complete: (completion) => complete(deps, completion),
    block: decide('block'),
    unblock: decide('unblock'),
    miss: decide('miss'),
    cancel: decide('cancel'),
    reopen: decide('reopen'),
  };
}

async function complete(deps: TaskDeps, { id, by, proofUrl = '', note = '' }: Completion): Promise<OperatorTask> {
  return deps.db.transaction(async (tx) => {
    const task = await load(deps, id, tx);
    const before = toTask(task, deps.clock.now());
    const state = moveTask(before.state, 'complete');
    const proof = proofOf(before, proofUrl, note);
    const patch = { state, reason: '', proofUrl: proof.url, proofNote: proof.note };
    const why = [proof.url, proof.note].filter(Boolean).join(' · ');
    // A closed escalation gives its key free, so that the next one can be opened.
    const closing = task.kind === 'ESCALATION' ? { uniqueKey: null } : {};
    await save(tx, deps, task, { ...patch, ...closing }, { who: by, what: eventWords.complete, why });
    if (before.kind === 'POST') {
      await openEngageTasks(tx, deps, before);
      await deps.announce(tx, {
        topic: 'campaign-ops-post-published',
        subject: id,
        payload: { taskId: id, url: proof.url },
      });
    }
    const attemptId = attemptOfTask(task);
    if (attemptId !== undefined) {
      const payload = { taskId: id, attemptId, by, url: proof.url, note: proof.note };
      await deps.announce(tx, { topic: 'campaign-ops-outreach-done', subject: id, payload });
    }
    return reload(deps, id, tx);
  });
}

/** The proof of a task, checked. A post is proven by its address, anything else by a sentence or an address. */
function proofOf(task: OperatorTask, proofUrl: string, note: string) {
  const text = note.trim();
  if (task.kind === 'POST' && task.platform) return { url: parseProofUrl(proofUrl, task.platform), note: text };
  const url = proofUrl.trim() ? parseProofUrl(proofUrl, 'blog') : null;
  if (url !== null || text) return { url, note: text };
  throw invalid({
    code: 'proof-missing',
    message: 'Nothing shows yet that this was done. Write one sentence about what you did, or paste an address.',
    details: { field: 'note' },
  });
}

async function openEngageTasks(tx: Tx, { clock, events, tasks }: TaskDeps, post: OperatorTask): Promise<void> {
  const now = clock.now();
  const where = post.platform ? platformNames[post.platform] : 'the platform';
  const followUps = engageAfter.map(({ mark, ms }): NewTask => ({
    id: newId(clock),
    uniqueKey: `engage ${post.id} ${mark}`,
    clientId: post.clientId,
    campaignId: post.campaignId,
    kind: 'ENGAGE',
    platform: post.platform,
    slotKey: null,
    title: mark === '2h' ? `Answer the first comments on ${where}` : `See how the post on ${where} is doing`,
    steps: engageSteps(mark),
    copy: '',
    dueAt: plusMs(now, ms),
    timeZone: post.timeZone,
    followsTaskId: post.id,
  }));
  await tasks.addMissing(tx, followUps, now);
  for (const { id, campaignId } of followUps) {
    const why = `It follows: ${post.title}.`;
    await events.add(tx, { taskId: id, campaignId, who: 'Campaign Ops', what: 'Opened the task', why });
  }
}

async function addManual(deps: TaskDeps, { by, once, ...task }: ManualTask): Promise<OperatorTask> {
  const { clock, db, events, tasks } = deps;
  const title = requireText(task.title, 'title', noTitle);
  if (!isTimeZone(task.timeZone))
    throw fieldInvalid('timeZone', `"${task.timeZone}" is no time zone; expected a name like Europe/Berlin.`);
  const dueAt = momentOfDue(task.dueAt, task.timeZone);
  const added: NewTask = {
    id: newId(clock),
    uniqueKey: once ? `manual ${once}` : null,
    clientId: task.clientId,
    campaignId: task.campaignId ?? null,
    kind: 'MANUAL',
    platform: null,
    slotKey: null,
    title,
    steps: task.steps ?? [],
    copy: '',
    dueAt,
    timeZone: task.timeZone,
    followsTaskId: null,
  };
  return db.transaction(async (tx) => {
    const isNew = (await tasks.addMissing(tx, [added], clock.now())) === 1;
    if (isNew)
      await events.add(tx, { taskId: added.id, campaignId: added.campaignId, who: by, what: 'Wrote the task down' });
    const row = isNew || !added.uniqueKey ? await load(deps, added.id, tx) : await tasks.findByKey(tx, added.uniqueKey);
    return row ? toTask(row, clock.now()) : reload(deps, added.id, tx);
  });
}

async function edit(
  deps: TaskDeps,
  id: string,
  by: string,
  { title, copy, dueAt }: { title?: string; copy?: string; dueAt?: DueTime },
): Promise<OperatorTask> {
  return deps.db.transaction(async (tx) => {
    const task = await load(deps, id, tx);
    if (task.state !== 'OPEN' && task.state !== 'BLOCKED') {
      throw conflict({
        code: 'task-move',
        message: 'Only a task that still waits can be changed. Open it again first, or write a new one.',
        details: { from: task.state, move: 'edit' },
      });
    }
    const patch: TaskPatch = {
      ...(title === undefined ? {} : { title: requireText(title, 'title', noTitle) }),
      ...(copy === undefined ? {} : { copy }),
      ...(dueAt === undefined ? {} : { dueAt: momentOfDue(dueAt, task.timeZone) }),
    };
    const parts = [
      title !== undefined && 'the title',
      copy !== undefined && 'the text',
      dueAt !== undefined && 'the time',
    ];
    await save(tx, deps, task, patch, { who: by, what: `Changed ${parts.filter(Boolean).join(' and ')}`, why: '' });
    return reload(deps, id, tx);
  });
}

async function save(
  tx: Tx,
  { clock, events, tasks }: TaskDeps,
  task: TaskRow,
  patch: TaskPatch,
  event: { readonly who: string; readonly what: string; readonly why: string },
): Promise<void> {
  const isSaved = await tasks.change(tx, task, { ...patch, touchedAt: task.touchedAt ?? clock.now() }, clock.now());
  if (!isSaved) {
    throw conflict({
      code: 'task-changed',
      message: 'Somebody else changed this task at the same moment. Reload it, then decide again.',
    });
  }
  await events.add(tx, { taskId: task.id, campaignId: task.campaignId, ...event });
}

async function load({ tasks }: TaskDeps, id: string, tx?: Tx): Promise<TaskRow> {
  const row = await tasks.find(id, tx);
  if (row) return row;
  throw notFound({
    code: 'task-not-found',
    message: 'This task is not there any more: the calendar was changed. Go back to the list.',
  });
}

const reload = async (deps: TaskDeps, id: string, tx: Tx): Promise<OperatorTask> =>
  toTask(await load(deps, id, tx), deps.clock.now());

const noTitle = 'The task has no title. Write what has to be done.';

function momentOfDue(due: DueTime, timeZone: string): Instant {
  if (typeof due === 'string') return parseInstant(due);
  if (!LocalDate.safeParse(due.day).success)
    throw fieldInvalid('day', 'Write a day as year-month-day, like 2026-03-02.');
  if (!LocalTime.safeParse(due.time).success) throw fieldInvalid('time', 'Write a time with 24 hours, like 09:00.');
  return momentOf(due.day, due.time, timeZone);
}

function requireText(text: string, field: string, message: string): string {
  const trimmed = text.trim();
  if (!trimmed) throw fieldInvalid(field, message);
  return trimmed;
}

const fieldInvalid = (field: string, message: string) => invalid({ code: 'task-invalid', message, details: { field } });
