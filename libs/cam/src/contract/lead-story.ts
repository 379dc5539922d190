import * as z from 'zod/mini';
import { Client } from './client.ts';
import { Lead, LeadEnrolment, LeadState } from './lead.ts';
import { Appointment, LeadTask } from './lead-work.ts';
import { ReviewReason } from './review.ts';

/** One line of a lead's story. Its `what` and `why` are plain sentences; `why` may be empty. */
export const StoryLine = z.object({
  /** Stable; the note's own id where it is one. */
  id: z.string(),
  kind: z.enum(['source', 'decision', 'note', 'message', 'task', 'appointment', 'score']),
  at: z.string(),
  actor: z.string(),
  what: z.string(),
  why: z.string(),
});
export type StoryLine = z.infer<typeof StoryLine>;

/** A part of the story, newest first. */
export const StoryPage = z.object({
  lines: z.array(StoryLine),
  /** Give it back to read on; null at the beginning of the story. */
  next: z.nullable(z.string()),
});
export type StoryPage = z.infer<typeof StoryPage>;

/** Where something known of a lead came from: a row of a file, a web form, somebody's hand. */
export const LeadSource = z.object({
  at: z.string(),
  /** The file's or the form's name. */
  name: z.string(),
  /** The import that it belongs to; null: it came another way. */
  batchId: z.nullable(z.string()),
  rowNumber: z.nullable(z.number()),
  by: z.string(),
  /** What it did to the lead: made it, changed it, or only found it again. */
  effect: z.enum(['made', 'changed', 'found']),
});
export type LeadSource = z.infer<typeof LeadSource>;

/** The same person as a lead of another client. */
export const OtherLead = z.object({
  leadId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  state: LeadState,
});
export type OtherLead = z.infer<typeof OtherLead>;

/** All that stands on a lead's page, apart from its messages. */
export const LeadStory = z.object({
  lead: Lead,
  client: z.pick(Client, { id: true, name: true, timeZone: true }),
  enrolments: z.array(LeadEnrolment),
  /** Why nobody may write to it: reasons of suppressions that match, empty when none does. */
  suppressedBy: z.array(z.string()),
  /** Oldest first. */
  sources: z.array(LeadSource),
  others: z.array(OtherLead),
  /** Why it needs a person, oldest first. */
  reviewReasons: z.array(ReviewReason),
  /** The client that it became; null: none. */
  won: z.nullable(z.object({ clientId: z.string(), clientName: z.string() })),
  /** Open ones first, by their moment; then those that ended, newest first. */
  tasks: z.array(LeadTask),
  /** Coming ones first, by their moment; then past ones, newest first. */
  appointments: z.array(Appointment),
  story: StoryPage,
});
export type LeadStory = z.infer<typeof LeadStory>;
