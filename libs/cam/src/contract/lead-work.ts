import * as z from 'zod/mini';

/** States of a lead's task; the legal moves are in `lead-tasks/lead-task-rules.ts`. */
export const LeadTaskState = z.enum(['OPEN', 'DONE', 'CANCELLED']);
export type LeadTaskState = z.infer<typeof LeadTaskState>;

/** Something a person means to do about one lead. */
export const LeadTask = z.object({
  id: z.string(),
  clientId: z.string(),
  leadId: z.string(),
  leadName: z.string(),
  title: z.string(),
  dueAt: z.string(),
  /** IANA name: the zone in which the person chose the time. */
  timeZone: z.string(),
  state: LeadTaskState,
  /** How it stands to the clock: due within the hour before its moment, overdue from it on; null: it waits no more. */
  dueness: z.nullable(z.enum(['later', 'due', 'overdue'])),
  /** What came of it, or why it was cancelled. */
  outcome: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type LeadTask = z.infer<typeof LeadTask>;

/** What a task of a lead is made of. */
export const LeadTaskDraft = z.object({ title: z.string(), dueAt: z.string(), timeZone: z.string() });
export type LeadTaskDraft = z.infer<typeof LeadTaskDraft>;

/** States of an appointment. MISSED: nobody came. */
export const AppointmentState = z.enum(['PLANNED', 'HELD', 'MISSED', 'CANCELLED']);
export type AppointmentState = z.infer<typeof AppointmentState>;

/** A meeting with a lead: when, where, outcome. */
export const Appointment = z.object({
  id: z.string(),
  clientId: z.string(),
  leadId: z.string(),
  leadName: z.string(),
  title: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** IANA name: the zone in which it was agreed. */
  timeZone: z.string(),
  /** An address, a number or a link, as somebody typed it. */
  place: z.string(),
  state: AppointmentState,
  /** Whether it is over and nobody has said what came of it. */
  wantsOutcome: z.boolean(),
  outcome: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
});
export type Appointment = z.infer<typeof Appointment>;

/** What an appointment is made of; `minutes` is 5 to 1440. */
export const AppointmentDraft = z.object({
  title: z.string(),
  startsAt: z.string(),
  minutes: z.number(),
  timeZone: z.string(),
  place: z.string(),
});
export type AppointmentDraft = z.infer<typeof AppointmentDraft>;
