import type { Tx } from '@aicmo/core-db';
import { internal, newId, type CampaignId, type ClientId, type Clock, type Instant } from '@aicmo/core-kernel';
import type { EventStore } from '../events/event-store.ts';
import type { TaskStore } from './task-store.ts';

/** A step of a sequence that a person does. */
export interface OutreachTask {
  /** The message that it is for: it never has two tasks. */
  readonly attemptId: string;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly steps: readonly string[];
  readonly copy: string;
  readonly dueAt: Instant;
  /** IANA name. */
  readonly timeZone: string;
}

/** Tasks that outreach gives to people, in its own transaction. */
export interface OutreachTaskService {
  /** Gives the id of the task; of the one that is there when the message has one already. */
  open(tx: Tx, task: OutreachTask): Promise<string>;
  /** Cancels a task that still waits. */
  close(tx: Tx, attemptId: string, reason: string): Promise<void>;
  /** Deletes the tasks of these messages with their story: the person in them is erased. Gives how many it were. */
  forget(tx: Tx, attemptIds: readonly string[]): Promise<number>;
}

interface Deps {
  readonly clock: Clock;
  readonly tasks: TaskStore;
  readonly events: EventStore;
}

const who = 'Outreach';
const prefix = 'outreach ';

/** The message that a task is for; undefined: it is another task. */
export const attemptOfTask = ({ uniqueKey }: { readonly uniqueKey: string | null }): string | undefined =>
  uniqueKey?.startsWith(prefix) ? uniqueKey.slice(prefix.length) : undefined;

/** Builds the tasks of outreach. */
export function createOutreachTaskService({ clock, tasks, events }: Deps): OutreachTaskService {
  return {
    open: async (tx, { attemptId, ...task }) => {
      const uniqueKey = `${prefix}${attemptId}`;
      const plain = { platform: null, slotKey: null, followsTaskId: null };
      const added = { ...task, ...plain, id: newId(clock), uniqueKey, kind: 'OUTREACH' };
      const isNew = (await tasks.addMissing(tx, [added], clock.now())) === 1;
      if (isNew) {
        const why = 'A sequence has a step that nothing sends by itself.';
        await events.add(tx, { taskId: added.id, campaignId: task.campaignId, who, what: 'Opened the task', why });
        return added.id;
      }
      const there = await tasks.findByKey(tx, uniqueKey);
      if (there) return there.id;
      throw internal({ code: 'task-vanished', message: 'A task was there and is not. Run the campaign again.' });
    },
    close: async (tx, attemptId, reason) => {
      const task = await tasks.findByKey(tx, `${prefix}${attemptId}`);
      if (!task || task.state === 'DONE' || task.state === 'CANCELLED') return;
      const now = clock.now();
      if (!(await tasks.change(tx, task, { state: 'CANCELLED', reason, touchedAt: task.touchedAt ?? now }, now)))
        return;
      const told = { who, what: 'Cancelled the task', why: reason };
      await events.add(tx, { taskId: task.id, campaignId: task.campaignId, ...told });
    },
    forget: async (tx, attemptIds) => {
      const keys = attemptIds.map((id) => `${prefix}${id}`);
      const ids = await tasks.removeByKeys(tx, keys);
      await events.removeOfTasks(tx, ids);
      return ids.length;
    },
  };
}
