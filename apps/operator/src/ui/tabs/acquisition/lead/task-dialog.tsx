import { parseInstant, systemClock } from '@aicmo/core-kernel';
import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadWork, type TaskOfLead } from './lead.queries.ts';
import { MomentFields, momentOf, morningAfter, typedMoment } from './moment-fields.tsx';

interface TaskDialogProps {
  readonly leadId: string;
  /** Null: a new one, tomorrow morning unless the person says otherwise. */
  readonly task: TaskOfLead | null;
  /** For a new one. */
  readonly zone: string;
  readonly onClose: () => void;
}

/** Something to do about a lead, and when. */
export function TaskDialog({ leadId, task, zone, onClose }: TaskDialogProps): ReactNode {
  const { saveTask } = useLeadWork(leadId);
  const timeZone = task?.timeZone ?? zone;
  const [title, setTitle] = useState(task?.title ?? '');
  const [when, setWhen] = useState(() =>
    task === null ? morningAfter(systemClock.now(), 1, timeZone) : typedMoment(parseInstant(task.dueAt), timeZone),
  );
  const dueAt = momentOf(when, timeZone);
  const submit = (): void => {
    if (dueAt === undefined) return;
    saveTask.mutate({ id: task?.id ?? null, draft: { title, dueAt, timeZone } }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={task === null ? 'New task' : 'Change the task'}
      verb={task === null ? 'Set the task' : 'Save'}
      disabled={title.trim() === '' || dueAt === undefined}
      running={saveTask.isPending}
      error={saveTask.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label="What has to be done"
        placeholder="Call back about the offer"
        value={title}
        data-autofocus
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <MomentFields value={when} onChange={setWhen} zone={timeZone} />
    </FormDialog>
  );
}
