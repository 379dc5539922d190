import { parseInstant, systemClock } from '@aicmo/core-kernel';
import { absoluteWords, RelativeTime, Section, StateBadge } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { IconAlarm, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { AppointmentDialog } from './appointment-dialog.tsx';
import { AppointmentEndDialog, TaskEndDialog } from './end-dialog.tsx';
import type { AppointmentOfLead, TaskOfLead } from './lead.queries.ts';
import { TaskDialog } from './task-dialog.tsx';
import classes from './work-section.module.css';

interface WorkSectionProps {
  readonly leadId: string;
  readonly tasks: readonly TaskOfLead[];
  readonly appointments: readonly AppointmentOfLead[];
  /** The zone in which new ones are typed. */
  readonly zone: string;
}

type Open =
  | { readonly is: 'task'; readonly task: TaskOfLead | null }
  | { readonly is: 'task-end'; readonly task: TaskOfLead }
  | { readonly is: 'appointment'; readonly appointment: AppointmentOfLead | null }
  | { readonly is: 'appointment-end'; readonly appointment: AppointmentOfLead };

/** What a person means to do about a lead, and when they meet. */
export function WorkSection({ leadId, tasks, appointments, zone }: WorkSectionProps): ReactNode {
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Section
      title="What comes next"
      action={
        <Group gap="xs">
          <Button variant="default" size="compact-sm" onClick={() => setOpen({ is: 'task', task: null })}>
            New task
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setOpen({ is: 'appointment', appointment: null })}>
            New appointment
          </Button>
        </Group>
      }
    >
      {tasks.length + appointments.length === 0 ? (
        <Text c="dimmed">Nothing is planned with this lead.</Text>
      ) : (
        <ul className={classes['list']} aria-label="Tasks and appointments">
          {appointments.map((appointment) => (
            <AppointmentRow key={appointment.id} appointment={appointment} onOpen={setOpen} />
          ))}
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} onOpen={setOpen} />
          ))}
        </ul>
      )}
      <OpenDialog leadId={leadId} zone={zone} open={open} onClose={close} />
    </Section>
  );
}

interface OpenDialogProps {
  readonly leadId: string;
  readonly zone: string;
  readonly open: Open | null;
  readonly onClose: () => void;
}

function OpenDialog({ leadId, zone, open, onClose }: OpenDialogProps): ReactNode {
  const shared = { leadId, zone, onClose };
  switch (open?.is) {
    case undefined:
      return null;
    case 'task':
      return <TaskDialog {...shared} task={open.task} />;
    case 'task-end':
      return <TaskEndDialog task={open.task} onClose={onClose} />;
    case 'appointment':
      return <AppointmentDialog {...shared} appointment={open.appointment} />;
    case 'appointment-end':
      return (
        <AppointmentEndDialog
          appointment={open.appointment}
          hasBegun={parseInstant(open.appointment.startsAt) <= systemClock.now()}
          onClose={onClose}
        />
      );
  }
}

function TaskRow({ task, onOpen }: { readonly task: TaskOfLead; readonly onOpen: (open: Open) => void }): ReactNode {
  const isOpen = task.state === 'OPEN';
  return (
    <li className={classes['row']} data-over={!isOpen || undefined}>
      <div className={classes['words']}>
        <div className={classes['title']}>{task.title}</div>
        <div className={classes['facts']}>
          <Dueness task={task} />
          {task.outcome === '' ? null : <span>{task.outcome}</span>}
        </div>
      </div>
      {isOpen ? (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => onOpen({ is: 'task-end', task })}>
            Done
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => onOpen({ is: 'task', task })}>
            Change
          </Button>
        </Group>
      ) : null}
    </li>
  );
}

function Dueness({ task }: { readonly task: TaskOfLead }): ReactNode {
  const at = parseInstant(task.dueAt);
  if (task.state !== 'OPEN') {
    return (
      <>
        <StateBadge
          tone={task.state === 'DONE' ? 'good' : 'neutral'}
          icon={task.state === 'DONE' ? <IconCheck /> : <IconX />}
        >
          {task.state === 'DONE' ? 'Done' : 'Cancelled'}
        </StateBadge>
        {task.endedAt === null ? null : <RelativeTime at={parseInstant(task.endedAt)} />}
      </>
    );
  }
  const tone = task.dueness === 'overdue' ? 'bad' : task.dueness === 'due' ? 'warn' : 'neutral';
  const word = task.dueness === 'overdue' ? 'Overdue' : task.dueness === 'due' ? 'Due' : 'Task';
  return (
    <>
      <StateBadge tone={tone} icon={tone === 'bad' ? <IconAlarm /> : <IconClock />}>
        {word}
      </StateBadge>
      <RelativeTime at={at} zone={task.timeZone} />
    </>
  );
}

interface AppointmentRowProps {
  readonly appointment: AppointmentOfLead;
  readonly onOpen: (open: Open) => void;
}

const endWords = { PLANNED: 'Appointment', HELD: 'Held', MISSED: 'Nobody came', CANCELLED: 'Cancelled' } as const;

function AppointmentRow({ appointment, onOpen }: AppointmentRowProps): ReactNode {
  const { title, startsAt, timeZone, place, state, outcome, wantsOutcome } = appointment;
  const isPlanned = state === 'PLANNED';
  const tone = wantsOutcome ? 'warn' : state === 'HELD' ? 'good' : isPlanned ? 'info' : 'neutral';
  const where = [absoluteWords(parseInstant(startsAt), timeZone), place, outcome].filter((part) => part !== '');
  return (
    <li className={classes['row']} data-over={!isPlanned || undefined}>
      <div className={classes['words']}>
        <div className={classes['title']}>{title}</div>
        <div className={classes['facts']}>
          <StateBadge tone={tone} icon={<IconClock />}>
            {wantsOutcome ? 'What came of it?' : endWords[state]}
          </StateBadge>
          <span>{where.join(' · ')}</span>
        </div>
      </div>
      {isPlanned ? (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => onOpen({ is: 'appointment-end', appointment })}>
            {parseInstant(startsAt) <= systemClock.now() ? 'Outcome' : 'Cancel it'}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => onOpen({ is: 'appointment', appointment })}>
            Change
          </Button>
        </Group>
      ) : null}
    </li>
  );
}
