import type { Tx } from '@aicmo/core-db';
import { hourMs, newId, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { LeadTaskState, type LeadTask, type LeadTaskDraft } from '../../contract/lead-work.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { LeadTaskRow } from '../db/lead-work-tables.ts';
import { assertTaskOpen, leadTaskDueness, readTaskDraft } from './lead-work-rules.ts';
import type { OfLead, WaitingWork } from './lead-work-store.ts';
import { momentWords } from './moment-words.ts';
import { createWorkActs, foundWork, type Telling, type WorkDeps } from './work-acts.ts';

/** What people mean to do about leads. Throws `invalid` (`lead-task-…`), `not-found` (`lead-unknown`, `task-unknown`). */
export interface LeadTaskService {
  addTask(leadId: string, draft: LeadTaskDraft, by: string): Promise<UndoOffer>;
  /** Throws `conflict` (`lead-task-ended`) besides. */
  changeTask(taskId: string, draft: LeadTaskDraft, by: string): Promise<UndoOffer>;
  endTask(taskId: string, to: 'DONE' | 'CANCELLED', outcome: string, by: string): Promise<UndoOffer>;
  /** Open tasks that are overdue or due within the hour, soonest first. */
  dueTasks(which?: WaitingWork): Promise<readonly LeadTask[]>;
}

/** Builds the service of leads' tasks. */
export function createLeadTaskService(deps: WorkDeps): LeadTaskService {
  const { db, clock, store, leads } = deps;
  const { add, change } = createWorkActs(deps);
  const act = (work: (tx: Tx) => Promise<UndoOffer>) => db.transaction(work);
  const find = (id: string, tx: Tx) => foundWork(store.findTask(id, tx), 'task');
  const taskSet = (draft: LeadTaskDraft) => `Due on ${momentWords(draft.dueAt, draft.timeZone)}.`;
  return {
    addTask: (leadId, input, by) =>
      act(async (tx) => {
        const { clientId } = await leads.get(leadId, tx);
        const draft = readTaskDraft(input);
        const now = clock.now();
        const row = {
          ...draft,
          id: newId(clock),
          clientId,
          leadId,
          state: 'OPEN',
          outcome: '',
          madeBy: by,
          madeAt: now,
        };
        const record = { what: `Task set: ${draft.title}`, why: taskSet(draft) };
        const telling: Telling = { kind: 'task', record, undo: `Set the task “${draft.title}”`, by };
        return add(tx, 'camLeadTask', { ...row, updatedAt: now, endedAt: null, endedBy: '' }, telling);
      }),
    changeTask: (taskId, input, by) =>
      act(async (tx) => {
        const row = await find(taskId, tx);
        assertTaskOpen(row.state);
        const draft = readTaskDraft(input);
        const record = { what: `Task changed: ${draft.title}`, why: taskSet(draft) };
        const telling: Telling = { kind: 'task', record, undo: `Changed the task “${draft.title}”`, by };
        return change(tx, 'camLeadTask', row, { ...draft, updatedAt: clock.now() }, telling);
      }),
    endTask: (taskId, to, outcome, by) =>
      act(async (tx) => {
        const row = await find(taskId, tx);
        assertTaskOpen(row.state);
        const now = clock.now();
        const cells = { state: to, outcome: outcome.trim(), updatedAt: now, endedAt: now, endedBy: by };
        const word = to === 'DONE' ? 'done' : 'cancelled';
        const record = { what: `Task ${word}: ${row.title}`, why: outcome.trim() };
        const telling: Telling = { kind: 'task', record, undo: `Task “${row.title}” ${word}`, by };
        return change(tx, 'camLeadTask', row, cells, telling);
      }),
    dueTasks: async ({ clientId, limit = 100 } = {}) => {
      const now = clock.now();
      const which = { ...(clientId === undefined ? {} : { clientId }), before: plusMs(now, hourMs), limit };
      return (await store.openTasks(which)).map((row) => taskOf(row, now));
    },
  };
}

/** A task as it stands to the clock. */
export function taskOf(row: Omit<OfLead<LeadTaskRow>, 'company'>, now: Instant): LeadTask {
  const { updatedAt: _updated, endedBy: _endedBy, state, ...rest } = row;
  return {
    ...rest,
    state: z.parse(LeadTaskState, state),
    dueness: leadTaskDueness(state, parseInstant(row.dueAt), now),
  };
}
