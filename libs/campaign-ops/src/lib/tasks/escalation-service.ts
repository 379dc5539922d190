import type { Database, Tx } from '@aicmo/core-db';
import { newId, type ClientId, type Clock, type Instant } from '@aicmo/core-kernel';
import type { OperatorTask } from '../../contract/operator-task.ts';
import type { TaskRow } from '../db/campaign-ops-tables.ts';
import type { EventStore } from '../events/event-store.ts';
import { toTask, type TaskStore } from './task-store.ts';

/** What came of looking for overdue tasks. */
export interface Escalation {
  /** The one open task that lists what is overdue; null when nothing is. */
  readonly task: OperatorTask | null;
  readonly overdue: number;
}

/** What escalations are made from. */
export interface EscalationDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly tasks: TaskStore;
  readonly events: EventStore;
}

const who = 'Campaign Ops';
/** A list that a person can still read; the rest is counted. */
const mostListed = 50;

/**
 * Keeps the one task of a client that lists everything overdue: opens it, brings its list up to date, and closes it
 * when nothing is overdue any more. Looking twice changes nothing.
 */
export function createEscalation({ db, clock, events, tasks }: EscalationDeps) {
  return async (clientId: ClientId): Promise<Escalation> =>
    db.transaction(async (tx) => {
      const now = clock.now();
      const filter = {
        clientId,
        states: ['OPEN', 'BLOCKED'],
        kinds: ['POST', 'ENGAGE', 'MANUAL'],
        before: now,
      } as const;
      const overdue = await tasks.list(filter, 1000, tx);
      const uniqueKey = `escalation ${clientId}`;
      const open = await tasks.findByKey(tx, uniqueKey);
      if (overdue.length === 0) {
        if (open) await close(tx, open, now);
        return { task: null, overdue: 0 };
      }
      const wanted = { title: titleOf(overdue.length), steps: JSON.stringify(stepsOf(overdue)) };
      if (!open) await openTask(tx, clientId, uniqueKey, overdue, now);
      else if (open.title !== wanted.title || open.steps !== wanted.steps) await tasks.change(tx, open, wanted, now);
      const row = await tasks.findByKey(tx, uniqueKey);
      return { task: row ? toTask(row, now) : null, overdue: overdue.length };
    });

  async function openTask(tx: Tx, clientId: string, uniqueKey: string, overdue: readonly TaskRow[], now: Instant) {
    const id = newId(clock);
    const timeZone = overdue[0]?.timeZone ?? 'UTC';
    const rest = { campaignId: null, platform: null, slotKey: null, copy: '', followsTaskId: null };
    const task = {
      id,
      uniqueKey,
      clientId,
      kind: 'ESCALATION',
      title: titleOf(overdue.length),
      dueAt: now,
      timeZone,
      ...rest,
    };
    const added = await tasks.addMissing(tx, [{ ...task, steps: stepsOf(overdue) }], now);
    if (added === 0) return;
    await events.add(tx, {
      taskId: id,
      campaignId: null,
      who,
      what: 'Opened the task',
      why: `${titleOf(overdue.length)}.`,
    });
  }

  async function close(tx: Tx, open: TaskRow, now: Instant): Promise<void> {
    const reason = 'Nothing is overdue any more.';
    const isClosed = await tasks.change(tx, open, { state: 'CANCELLED', reason, uniqueKey: null }, now);
    if (!isClosed) return;
    await events.add(tx, { taskId: open.id, campaignId: null, who, what: 'Closed the task', why: reason });
  }
}

const titleOf = (count: number): string => (count === 1 ? '1 task is overdue' : `${count} tasks are overdue`);

const stepsOf = (overdue: readonly TaskRow[]): readonly string[] => [
  'For each of these: complete it with proof, block it with the reason, or give it a new time.',
  ...overdue.slice(0, mostListed).map((task) => task.title),
  ...(overdue.length > mostListed ? [`and ${overdue.length - mostListed} more`] : []),
];
