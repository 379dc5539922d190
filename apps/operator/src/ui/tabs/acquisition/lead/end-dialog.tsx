import { Radio, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadWork, type AppointmentOfLead, type TaskOfLead } from './lead.queries.ts';

interface TaskEndDialogProps {
  readonly task: TaskOfLead;
  readonly onClose: () => void;
}

/** What came of a task, or that it is cancelled. */
export function TaskEndDialog({ task, onClose }: TaskEndDialogProps): ReactNode {
  const { endTask } = useLeadWork(task.leadId);
  const [to, setTo] = useState<'DONE' | 'CANCELLED'>('DONE');
  const [outcome, setOutcome] = useState('');
  return (
    <FormDialog
      title={task.title}
      verb={to === 'DONE' ? 'Task is done' : 'Cancel the task'}
      running={endTask.isPending}
      error={endTask.error}
      onClose={onClose}
      onSubmit={() => endTask.mutate({ id: task.id, to, outcome }, { onSuccess: onClose })}
    >
      <Radio.Group
        label="What became of it"
        value={to}
        onChange={(value) => setTo(value === 'DONE' ? 'DONE' : 'CANCELLED')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="DONE" label="It is done" />
          <Radio value="CANCELLED" label="It is not needed any more" />
        </Stack>
      </Radio.Group>
      <OutcomeField label="What came of it, if anything" value={outcome} onChange={setOutcome} />
    </FormDialog>
  );
}

const ends = [
  ['HELD', 'It was held'],
  ['MISSED', 'Nobody came'],
  ['CANCELLED', 'It was cancelled'],
] as const;

interface AppointmentEndDialogProps {
  readonly appointment: AppointmentOfLead;
  /** Whether it has begun: before, it can only be cancelled. */
  readonly hasBegun: boolean;
  readonly onClose: () => void;
}

/** What came of an appointment. */
export function AppointmentEndDialog({ appointment, hasBegun, onClose }: AppointmentEndDialogProps): ReactNode {
  const { endAppointment } = useLeadWork(appointment.leadId);
  const [to, setTo] = useState<(typeof ends)[number][0]>(hasBegun ? 'HELD' : 'CANCELLED');
  const [outcome, setOutcome] = useState('');
  return (
    <FormDialog
      title={appointment.title}
      verb={hasBegun ? 'Save the outcome' : 'Cancel the appointment'}
      running={endAppointment.isPending}
      error={endAppointment.error}
      onClose={onClose}
      onSubmit={() => endAppointment.mutate({ id: appointment.id, to, outcome }, { onSuccess: onClose })}
    >
      {hasBegun ? (
        <Radio.Group
          label="What became of it"
          value={to}
          onChange={(value) => setTo(ends.find(([end]) => end === value)?.[0] ?? 'HELD')}
        >
          <Stack gap="xs" mt="xs">
            {ends.map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
      <OutcomeField
        label={to === 'HELD' ? 'What came of it' : 'Why, if you know'}
        value={outcome}
        onChange={setOutcome}
      />
    </FormDialog>
  );
}

interface OutcomeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const OutcomeField = ({ label, value, onChange }: OutcomeFieldProps): ReactNode => (
  <Textarea
    label={label}
    autosize
    minRows={2}
    value={value}
    data-autofocus
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
);
