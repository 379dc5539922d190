import { parseInstant } from '@aicmo/core-kernel';
import type { OperatorTask, OpsEvent } from '@aicmo/campaign-ops/contract';
import { absoluteWords, DetailDrawer, Facts, QueryState, Section, Story } from '@aicmo/ui';
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTask } from './calendar.queries.ts';
import { TaskActs } from './task-acts.tsx';
import { TaskEdit } from './task-edit.tsx';
import { TaskState } from './task-words.tsx';
import classes from './calendar.module.css';

interface TaskDrawerProps {
  readonly taskId: string;
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** One task: what to do, its text, its proof, its story, and what can be decided about it. */
export function TaskDrawer({ taskId, names, onClose }: TaskDrawerProps): ReactNode {
  const query = useTask(taskId);
  const task = query.data?.task;
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={task?.title ?? 'Task'}
      subtitle={task ? <TaskState task={task} /> : undefined}
      action={task && task.moves.length > 0 ? <TaskActs key={task.state} task={task} /> : undefined}
    >
      <QueryState query={query}>{(found) => <Body {...found} names={names} />}</QueryState>
    </DetailDrawer>
  );
}

interface BodyProps {
  readonly task: OperatorTask;
  readonly story: readonly OpsEvent[];
  readonly names: ReadonlyMap<string, string>;
}

function Body({ task, story, names }: BodyProps): ReactNode {
  const isWaiting = task.state === 'OPEN' || task.state === 'BLOCKED';
  return (
    <>
      <Facts
        items={[
          { label: 'Due', value: absoluteWords(parseInstant(task.dueAt), task.timeZone) },
          { label: 'Client', value: names.get(task.clientId) },
          ...(task.campaignId === null ? [] : [{ label: 'Campaign', value: names.get(task.campaignId) }]),
          ...(task.reason ? [{ label: 'Reason', value: task.reason }] : []),
          ...(task.proof ? [{ label: 'Proof', value: <Proof proof={task.proof} /> }] : []),
        ]}
      />
      {task.steps.length > 0 ? (
        <Section title="What to do">
          <ol className={classes['stepList']}>
            {task.steps.map((step, index) => (
              <li key={index}>{step}</li>
            ))}
          </ol>
        </Section>
      ) : null}
      {isWaiting ? <TaskEdit key={task.changedAt} task={task} /> : null}
      <Section title="Story">
        <Story
          entries={[
            ...story.map(({ at, who, what, why }) => ({ at: parseInstant(at), who, what, why: why || undefined })),
            ...(task.kind === 'POST' ? [{ at: parseInstant(task.createdAt), what: 'Planned by the calendar' }] : []),
          ]}
        />
      </Section>
    </>
  );
}

function Proof({ proof: { url, note } }: { readonly proof: NonNullable<OperatorTask['proof']> }): ReactNode {
  return (
    <>
      {url === null ? null : (
        <Anchor href={url} target="_blank" rel="noreferrer noopener">
          {url}
        </Anchor>
      )}
      {url !== null && note ? ' · ' : null}
      {note}
    </>
  );
}
