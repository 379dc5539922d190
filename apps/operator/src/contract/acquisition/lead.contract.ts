import {
  AppointmentDraft,
  ConsentEvent,
  FilledField,
  LeadEdit,
  LeadMerge,
  LeadState,
  LeadStory,
  LeadTaskDraft,
  LostReason,
  OutreachAttempt,
  StoryPage,
  UndoOffer,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** The client that a won lead becomes: one that there is, or a new one. */
export const WonClient = z.union([z.object({ id: z.string() }), z.object({ name: z.string(), timeZone: z.string() })]);
export type WonClient = z.infer<typeof WonClient>;

/** How a person ends a task or an appointment, with what came of it. */
const taskEnd = z.object({ to: z.enum(['DONE', 'CANCELLED']), outcome: z.string() });
const appointmentEnd = z.object({ to: z.enum(['HELD', 'MISSED', 'CANCELLED']), outcome: z.string() });
const note = z.object({ text: z.string() });

/** One lead: what is told of it, and what a person decides, plans and writes down about it. */
export const leadEndpoints = defineEndpoints({
  lead: {
    method: 'GET',
    path: '/api/acquisition/leads/:leadId',
    result: z.object({
      page: LeadStory,
      /** The newest; `messageCount` says how many there are in all. */
      messages: z.array(OutreachAttempt),
      messageCount: z.number(),
      /** Where a person may move it. */
      moves: z.array(LeadState),
      /** Newest first. */
      consents: z.array(ConsentEvent),
      /** Leads that this one took over, newest first; those that were undone too. */
      merges: z.array(LeadMerge),
      /** Fields that a check or an outside service filled in. */
      filled: z.array(FilledField),
    }),
    summary: 'One lead: its score and factors, its messages, what is planned, its story',
  },
  story: {
    method: 'GET',
    path: '/api/acquisition/leads/:leadId/story',
    query: z.object({ cursor: z.string() }),
    result: StoryPage,
    summary: 'Older lines of a lead’s story',
  },
  editLead: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/fields',
    body: z.object({ edit: LeadEdit, /** The `updatedAt` that was on screen. */ seen: z.string() }),
    result: z.object({ offer: z.nullable(UndoOffer) }),
    summary: 'Correct what is known of a lead; nothing happens when somebody else changed it meanwhile',
  },
  move: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/state',
    body: z.object({ to: LeadState }),
    result: UndoOffer,
    summary: 'Move a lead to another state, but not to won or lost',
  },
  lose: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/lost',
    body: z.object({ reason: LostReason, words: z.string() }),
    result: UndoOffer,
    summary: 'Give a lead up, with the reason; nothing more is written to it',
  },
  win: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/won',
    body: z.object({ client: WonClient }),
    result: z.extend(UndoOffer, { clientId: z.string() }),
    summary: 'Make a client of a lead',
  },
  neverContact: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/never-contact',
    body: z.object({ reason: z.string() }),
    result: UndoOffer,
    summary: 'Never contact this person again',
  },
  addNote: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/notes',
    body: note,
    result: UndoOffer,
    summary: 'Write a note about a lead',
  },
  editNote: {
    method: 'POST',
    path: '/api/acquisition/notes/:noteId',
    body: note,
    result: UndoOffer,
    summary: 'Change a note',
  },
  removeNote: {
    method: 'POST',
    path: '/api/acquisition/notes/:noteId/removal',
    result: UndoOffer,
    summary: 'Remove a note',
  },
  addTask: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/tasks',
    body: LeadTaskDraft,
    result: UndoOffer,
    summary: 'Set a task about a lead',
  },
  changeTask: {
    method: 'POST',
    path: '/api/acquisition/lead-tasks/:taskId',
    body: LeadTaskDraft,
    result: UndoOffer,
    summary: 'Change a task that is open',
  },
  endTask: {
    method: 'POST',
    path: '/api/acquisition/lead-tasks/:taskId/end',
    body: taskEnd,
    result: UndoOffer,
    summary: 'Say that a task is done or cancelled',
  },
  addAppointment: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/appointments',
    body: AppointmentDraft,
    result: UndoOffer,
    summary: 'Make an appointment with a lead',
  },
  changeAppointment: {
    method: 'POST',
    path: '/api/acquisition/appointments/:appointmentId',
    body: AppointmentDraft,
    result: UndoOffer,
    summary: 'Change an appointment that is planned',
  },
  endAppointment: {
    method: 'POST',
    path: '/api/acquisition/appointments/:appointmentId/end',
    body: appointmentEnd,
    result: UndoOffer,
    summary: 'Say what came of an appointment',
  },
});
