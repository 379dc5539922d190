import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { QueryState, Section } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { useTasksOfDays, type CalendarScope } from './calendar.queries.ts';
import { addMonths, dayWords, localOf, monthWords, weeksOfMonth } from './month-days.ts';
import { platformWords } from '../../components/platform-words.ts';
import { taskStateText } from './task-words.tsx';
import classes from './calendar.module.css';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface MonthTableProps {
  readonly scope: CalendarScope;
  /** The zone of the days. */
  readonly zone: string;
  readonly today: string;
  readonly onOpen: (taskId: string) => void;
}

/** A month of tasks as a plain table; each task is a button that opens it. */
export function MonthTable({ scope, zone, today, onOpen }: MonthTableProps): ReactNode {
  const [chosen, setMonth] = useAddressValue('month');
  const month = chosen !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(chosen) ? chosen : today.slice(0, 7);
  const weeks = weeksOfMonth(month);
  const days = { from: weeks[0]?.[0]?.date ?? today, to: weeks.at(-1)?.[6]?.date ?? today, zone };
  const query = useTasksOfDays(scope, days);
  return (
    <Section
      title={monthWords(month)}
      note={`days of ${zone.replaceAll('_', ' ')}`}
      action={
        <Group gap="sm">
          <Button variant="default" size="compact-sm" onClick={() => setMonth(addMonths(month, -1))}>
            Month before
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setMonth(null)}>
            Today
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setMonth(addMonths(month, 1))}>
            Month after
          </Button>
        </Group>
      }
    >
      <QueryState query={query}>
        {({ tasks }) => (
          <div className={classes['box']} tabIndex={0} role="region" aria-label={`Calendar of ${monthWords(month)}`}>
            <table className={classes['month']}>
              <thead>
                <tr>
                  {weekdays.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week) => (
                  <tr key={week[0]?.date}>
                    {week.map(({ date, number, isOutside }) => (
                      <td key={date} data-outside={isOutside || undefined} data-today={date === today || undefined}>
                        <time className={classes['day']} dateTime={date} title={dayWords(date)}>
                          {number}
                        </time>
                        <DayTasks
                          date={date}
                          tasks={tasks.filter(({ dueAt }) => localOf(dueAt, zone).day === date)}
                          zone={zone}
                          onOpen={onOpen}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryState>
    </Section>
  );
}

interface DayTasksProps {
  readonly date: string;
  readonly tasks: readonly OperatorTask[];
  readonly zone: string;
  readonly onOpen: (taskId: string) => void;
}

const mostShown = 4;

function DayTasks({ date, tasks, zone, onOpen }: DayTasksProps): ReactNode {
  if (tasks.length === 0) return null;
  return (
    <ul className={classes['tasks']} aria-label={`${dayWords(date)}: ${counted(tasks.length, 'task')}`}>
      {tasks.slice(0, mostShown).map((task) => (
        <li key={task.id}>
          <button
            type="button"
            className={classes['task']}
            data-state={task.dueness === 'overdue' ? 'overdue' : task.state}
            title={`${task.title} · ${taskStateText(task)}`}
            onClick={() => onOpen(task.id)}
          >
            <span className={classes['time']}>{localOf(task.dueAt, zone).time}</span>
            {task.state === 'OPEN' && task.dueness === 'later' ? ' ' : <b> {taskStateText(task)} </b>}
            {task.kind === 'POST' && task.platform ? platformWords[task.platform] : task.title}
          </button>
        </li>
      ))}
      {tasks.length > mostShown ? <li className={classes['more']}>and {tasks.length - mostShown} more below</li> : null}
    </ul>
  );
}
