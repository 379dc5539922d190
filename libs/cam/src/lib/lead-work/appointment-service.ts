import type { Tx } from '@aicmo/core-db';
import { minuteMs, newId, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { AppointmentState, type Appointment, type AppointmentDraft } from '../../contract/lead-work.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { AppointmentRow } from '../db/lead-work-tables.ts';
import { assertAppointmentEnd, readAppointmentDraft, wantsOutcome, type AppointmentEnd } from './lead-work-rules.ts';
import type { OfLead, WaitingWork } from './lead-work-store.ts';
import { momentWords } from './moment-words.ts';
import { createWorkActs, foundWork, type Telling, type WorkDeps } from './work-acts.ts';

/** Meetings with leads. Throws `invalid` (`appointment-…`), `not-found` (`lead-unknown`, `appointment-unknown`). */
export interface AppointmentService {
  addAppointment(leadId: string, draft: AppointmentDraft, by: string): Promise<UndoOffer>;
  /** Throws `conflict` (`appointment-ended`) besides. */
  changeAppointment(appointmentId: string, draft: AppointmentDraft, by: string): Promise<UndoOffer>;
  /** Held, missed or cancelled; what was held needs a word on what came of it. */
  endAppointment(appointmentId: string, to: AppointmentEnd, outcome: string, by: string): Promise<UndoOffer>;
  /** Those that are over and of which nobody said what came, oldest first. */
  appointmentsWantingOutcome(which?: WaitingWork): Promise<readonly Appointment[]>;
}

/** Builds the service of appointments. */
export function createAppointmentService(deps: WorkDeps): AppointmentService {
  const { db, clock, store, leads } = deps;
  const { add, change } = createWorkActs(deps);
  const act = (work: (tx: Tx) => Promise<UndoOffer>) => db.transaction(work);
  const find = (id: string, tx: Tx) => foundWork(store.findAppointment(id, tx), 'appointment');
  return {
    addAppointment: (leadId, input, by) =>
      act(async (tx) => {
        const { clientId } = await leads.get(leadId, tx);
        const { cells, words } = readAppointment(input);
        const now = clock.now();
        const made = { id: newId(clock), clientId, leadId, state: 'PLANNED', outcome: '', madeBy: by, madeAt: now };
        const record = { what: `Appointment made: ${cells.title}`, why: words };
        const telling: Telling = { kind: 'appointment', record, undo: `Made the appointment “${cells.title}”`, by };
        return add(tx, 'camAppointment', { ...made, ...cells, updatedAt: now }, telling);
      }),
    changeAppointment: (appointmentId, input, by) =>
      act(async (tx) => {
        const row = await find(appointmentId, tx);
        assertAppointmentEnd(row, 'CANCELLED', '', clock.now());
        const { cells, words } = readAppointment(input);
        const record = { what: `Appointment changed: ${cells.title}`, why: words };
        const telling: Telling = { kind: 'appointment', record, undo: `Changed the appointment “${cells.title}”`, by };
        return change(tx, 'camAppointment', row, { ...cells, updatedAt: clock.now() }, telling);
      }),
    endAppointment: (appointmentId, to, outcome, by) =>
      act(async (tx) => {
        const row = await find(appointmentId, tx);
        const now = clock.now();
        assertAppointmentEnd(row, to, outcome, now);
        const cells = { state: to, outcome: outcome.trim(), updatedAt: now };
        const record = { what: `Appointment ${endWords[to]}: ${row.title}`, why: outcome.trim() };
        const telling: Telling = {
          kind: 'appointment',
          record,
          undo: `Appointment “${row.title}” ${endWords[to]}`,
          by,
        };
        return change(tx, 'camAppointment', row, cells, telling);
      }),
    appointmentsWantingOutcome: async ({ clientId, limit = 100 } = {}) => {
      const now = clock.now();
      const which = { ...(clientId === undefined ? {} : { clientId }), before: now, limit };
      return (await store.endedAppointments(which)).map((row) => appointmentOf(row, now));
    },
  };
}

const endWords: Readonly<Record<AppointmentEnd, string>> = {
  HELD: 'held',
  MISSED: 'missed: nobody came',
  CANCELLED: 'cancelled',
};

/** An appointment as it stands to the clock. */
export function appointmentOf(row: Omit<OfLead<AppointmentRow>, 'company'>, now: Instant): Appointment {
  const { updatedAt: _updated, state, ...rest } = row;
  const wants = wantsOutcome(state, parseInstant(row.endsAt), now);
  return { ...rest, state: z.parse(AppointmentState, state), wantsOutcome: wants };
}

function readAppointment(input: AppointmentDraft) {
  const { minutes, ...draft } = readAppointmentDraft(input);
  const place = draft.place === '' ? '' : ` ${draft.place}.`;
  return {
    cells: { ...draft, endsAt: plusMs(parseInstant(draft.startsAt), minutes * minuteMs) },
    words: `On ${momentWords(draft.startsAt, draft.timeZone)}, ${minutes} minutes.${place}`,
  };
}
