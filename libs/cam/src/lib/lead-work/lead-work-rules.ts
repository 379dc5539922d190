import { conflict, epochMs, hourMs, invalid, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { Appointment, AppointmentDraft, LeadTask, LeadTaskDraft } from '../../contract/lead-work.ts';
import type { AppointmentRow } from '../db/lead-work-tables.ts';
import { isTimeZone } from '../clients/client-rules.ts';

/** The longest a title or place may be, and the longest a note or an outcome may be, in characters. */
const longest = { title: 200, text: 10_000 } as const;

/** What stands for a note, trimmed. Throws `invalid` (`note-text`). */
export function readNoteText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid({ code: 'note-text', message: 'The note is empty. Write what should be kept.' });
  return within(trimmed, longest.text, 'note-text', 'The note');
}

/** A task's draft, trimmed. Throws `invalid` (`lead-task-…`). */
export function readTaskDraft({ title, dueAt, timeZone }: LeadTaskDraft): LeadTaskDraft {
  return {
    title: readTitle(title, 'lead-task-title', 'The task', 'Call back about the offer'),
    dueAt: readMoment(dueAt, 'lead-task-due'),
    timeZone: readZone(timeZone, 'lead-task-zone'),
  };
}

/** How a waiting task stands to the clock: overdue from its moment on, due within the hour before. DOMAIN section 3. */
export function leadTaskDueness(state: string, dueAt: Instant, now: Instant): LeadTask['dueness'] {
  if (state !== 'OPEN') return null;
  const left = epochMs(dueAt) - epochMs(now);
  if (left < 0) return 'overdue';
  return left <= hourMs ? 'due' : 'later';
}

const taskStateWords: Readonly<Record<string, string>> = { DONE: 'done', CANCELLED: 'cancelled' };

/** Only an open task is changed or ended. Throws `conflict` (`lead-task-ended`). */
export function assertTaskOpen(state: string): void {
  if (state === 'OPEN') return;
  throw conflict({
    code: 'lead-task-ended',
    message: `This task is ${taskStateWords[state] ?? 'over'} already. Reload the page to see what came of it.`,
  });
}

/** An appointment's draft, trimmed. Throws `invalid` (`appointment-…`). */
export function readAppointmentDraft(draft: AppointmentDraft): AppointmentDraft {
  const { minutes } = draft;
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 1440) {
    throw invalid({
      code: 'appointment-minutes',
      message: `Found ${minutes} minutes; an appointment lasts 5 to 1440 whole minutes.`,
      details: { field: 'minutes' },
    });
  }
  return {
    title: readTitle(draft.title, 'appointment-title', 'The appointment', 'First call'),
    startsAt: readMoment(draft.startsAt, 'appointment-start'),
    timeZone: readZone(draft.timeZone, 'appointment-zone'),
    minutes,
    place: within(draft.place.trim(), longest.title, 'appointment-place', 'The place'),
  };
}

/** How an appointment can end. */
export type AppointmentEnd = Exclude<Appointment['state'], 'PLANNED'>;

/**
 * Whether an appointment can end so. Throws `conflict` (`appointment-ended`) for one that has ended, `invalid`
 * (`appointment-not-begun`) for one that was held or missed before it began, `appointment-outcome` for one that was held
 * without a word on what came of it.
 */
export function assertAppointmentEnd(
  { state, startsAt }: Pick<AppointmentRow, 'state' | 'startsAt'>,
  to: AppointmentEnd,
  outcome: string,
  now: Instant,
): void {
  if (state !== 'PLANNED') {
    throw conflict({
      code: 'appointment-ended',
      message: 'Somebody has said what came of this appointment already. Reload the page to see it.',
    });
  }
  if (to !== 'CANCELLED' && epochMs(parseInstant(startsAt)) > epochMs(now)) {
    throw invalid({
      code: 'appointment-not-begun',
      message: 'This appointment has not begun yet. Cancel it, or change its time.',
    });
  }
  if (to === 'HELD' && outcome.trim() === '') {
    throw invalid({
      code: 'appointment-outcome',
      message: 'Write in one sentence what came of it, so that the next person knows.',
      details: { field: 'outcome' },
    });
  }
}

/** Whether it is over and nobody has said what came of it. */
export const wantsOutcome = (state: string, endsAt: Instant, now: Instant): boolean =>
  state === 'PLANNED' && epochMs(endsAt) <= epochMs(now);

function readTitle(title: string, code: string, what: string, example: string): string {
  const trimmed = title.trim();
  if (trimmed !== '') return within(trimmed, longest.title, code, 'The title');
  throw invalid({ code, message: `${what} needs a title, like “${example}”.`, details: { field: 'title' } });
}

function within(text: string, most: number, code: string, what: string): string {
  if (text.length <= most) return text;
  throw invalid({ code, message: `${what} has ${text.length} characters; at most ${most} are kept. Shorten it.` });
}

function readMoment(text: string, code: string): Instant {
  if (text !== '') return parseInstant(text);
  throw invalid({ code, message: 'Choose a day and a time.', details: { field: 'at' } });
}

function readZone(zone: string, code: string): string {
  if (isTimeZone(zone)) return zone;
  throw invalid({
    code,
    message: `Found the time zone “${zone}”; expected a name like Europe/Berlin or America/New_York.`,
    details: { field: 'timeZone' },
  });
}
