import { parseInstant } from '@aicmo/core-kernel';
import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { DataTable, QueryState, RelativeTime, Section, type Column } from '@aicmo/ui';
import { Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { useTasks, type CalendarScope } from './calendar.queries.ts';
import { pickOf, picks } from './task-picks.ts';
import { TaskState, taskStateText } from './task-words.tsx';

interface TaskTableProps {
  readonly scope: CalendarScope;
  /** The tasks that the week's figures count. */
  readonly week: readonly OperatorTask[];
  /** Names of clients and campaigns by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly openId: string | null;
  readonly onOpen: (taskId: string) => void;
  readonly empty: ReactNode;
  /** Acts on what is listed. */
  readonly acts?: ReactNode;
}

/** What people have to do, the earliest first. */
export function TaskTable({ scope, week, names, openId, onOpen, empty, acts }: TaskTableProps): ReactNode {
  const [chosen, setPick] = useAddressValue('tasks');
  const pick = pickOf(chosen);
  const query = useTasks(scope, pick === 'all' ? 'all' : 'waiting');
  const whose = ({ campaignId, clientId }: OperatorTask): string =>
    names.get(campaignId ?? clientId) ?? names.get(clientId) ?? 'A client that is gone';
  const columns: readonly Column<OperatorTask>[] = [
    { id: 'title', header: 'What', width: 300, render: ({ title }) => title, text: ({ title }) => title },
    { id: 'whose', header: 'For', width: 160, render: whose, text: whose },
    { id: 'state', header: 'State', width: 140, render: (task) => <TaskState task={task} />, text: taskStateText },
    {
      id: 'due',
      header: 'Due',
      width: 110,
      render: ({ dueAt, timeZone }) => <RelativeTime at={parseInstant(dueAt)} zone={timeZone} />,
    },
    { id: 'why', header: 'Reason or proof', width: 260, render: reasonOf, text: reasonOf },
  ];
  return (
    <Section
      title="Tasks"
      action={
        <Group gap="sm">
          {acts}
          <NativeSelect
            size="xs"
            aria-label="Which tasks"
            value={pick}
            data={Object.entries(picks).map(([value, { label }]) => ({ value, label }))}
            onChange={({ currentTarget }) => setPick(currentTarget.value === 'waiting' ? null : currentTarget.value)}
          />
        </Group>
      }
    >
      <QueryState query={query}>
        {({ tasks, overdue }) => {
          const rows = picks[pick].rows({ tasks, week });
          return (
            <DataTable
              label="Tasks"
              rows={rows}
              rowId={({ id }) => id}
              columns={columns}
              onOpen={({ id }) => onOpen(id)}
              openId={openId}
              summary={`${counted(rows.length, 'task')} · ${picks[pick].label.toLowerCase()} · ${overdue} overdue in all`}
              empty={empty}
            />
          );
        }}
      </QueryState>
    </Section>
  );
}

const reasonOf = ({ reason, proof }: OperatorTask): string => reason || proof?.url || proof?.note || '–';
