import { epochMs, parseInstant, systemClock } from '@aicmo/core-kernel';
import { NumberInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadWork, type AppointmentOfLead } from './lead.queries.ts';
import { MomentFields, momentOf, morningAfter, typedMoment } from './moment-fields.tsx';

interface AppointmentDialogProps {
  readonly leadId: string;
  /** Null: a new one. */
  readonly appointment: AppointmentOfLead | null;
  /** For a new one. */
  readonly zone: string;
  readonly onClose: () => void;
}

const usualMinutes = 30;
const msPerMinute = 60_000;

const minutesOf = ({ startsAt, endsAt }: AppointmentOfLead): number =>
  Math.round((epochMs(parseInstant(endsAt)) - epochMs(parseInstant(startsAt))) / msPerMinute);

/** A meeting with a lead: what, when, how long, where. */
export function AppointmentDialog({ leadId, appointment, zone, onClose }: AppointmentDialogProps): ReactNode {
  const { saveAppointment } = useLeadWork(leadId);
  const timeZone = appointment?.timeZone ?? zone;
  const [title, setTitle] = useState(appointment?.title ?? 'First call');
  const [place, setPlace] = useState(appointment?.place ?? '');
  const [minutes, setMinutes] = useState(appointment === null ? usualMinutes : minutesOf(appointment));
  const [when, setWhen] = useState(() =>
    appointment === null
      ? morningAfter(systemClock.now(), 1, timeZone)
      : typedMoment(parseInstant(appointment.startsAt), timeZone),
  );
  const startsAt = momentOf(when, timeZone);
  const submit = (): void => {
    if (startsAt === undefined) return;
    const draft = { title, startsAt, minutes, timeZone, place };
    saveAppointment.mutate({ id: appointment?.id ?? null, draft }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={appointment === null ? 'New appointment' : 'Change the appointment'}
      verb={appointment === null ? 'Make the appointment' : 'Save'}
      disabled={title.trim() === '' || startsAt === undefined}
      running={saveAppointment.isPending}
      error={saveAppointment.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label="What it is"
        value={title}
        data-autofocus
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <MomentFields value={when} onChange={setWhen} zone={timeZone} />
      <NumberInput
        label="How long, in minutes"
        min={5}
        max={1440}
        step={5}
        allowDecimal={false}
        value={minutes}
        onChange={(value) => setMinutes(Number(value))}
      />
      <TextInput
        label="Where"
        description="An address, a number or a link. Nothing is sent: invite the person yourself."
        value={place}
        onChange={({ currentTarget }) => setPlace(currentTarget.value)}
      />
    </FormDialog>
  );
}
