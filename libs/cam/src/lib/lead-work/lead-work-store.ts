import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import { sql, type SqlBool } from 'kysely';
import type { CamTables } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
import type { AppointmentRow, LeadNoteRow, LeadTaskRow, LeadWorkTables } from '../db/lead-work-tables.ts';

/** What people write down and plan about a lead. */
export type WorkTable = 'camLeadNote' | 'camLeadTask' | 'camAppointment';

/** A row with the lead that it is about, for lists of many leads. */
export type OfLead<Row> = Row & { readonly leadName: string; readonly company: string };

/** Which rows of many leads. */
export interface WaitingFilter {
  readonly clientId?: string;
  /** Those whose moment is then or before. */
  readonly before: Instant;
  readonly limit: number;
}

/** Which tasks or appointments of all leads. */
export interface WaitingWork {
  readonly clientId?: string;
  /** Default 100. */
  readonly limit?: number;
}

/** Every query on notes, tasks and appointments of leads. */
export interface LeadWorkStore {
  insert<Name extends WorkTable>(tx: Tx, table: Name, row: LeadWorkTables[Name]): Promise<void>;
  update<Name extends WorkTable>(tx: Tx, table: Name, id: string, change: Partial<LeadWorkTables[Name]>): Promise<void>;
  remove(tx: Tx, table: WorkTable, id: string): Promise<void>;
  /** In a transaction the row is held until its end, as by each of these. */
  findNote(id: string, tx?: Tx): Promise<LeadNoteRow | undefined>;
  findTask(id: string, tx?: Tx): Promise<LeadTaskRow | undefined>;
  findAppointment(id: string, tx?: Tx): Promise<AppointmentRow | undefined>;
  /** Notes that stand, newest first, written at `until` or before. */
  notesOf(leadIds: readonly string[], until: string, limit: number): Promise<readonly LeadNoteRow[]>;
  /** By their moment. */
  tasksOf(leadIds: readonly string[]): Promise<readonly LeadTaskRow[]>;
  /** By their moment. */
  appointmentsOf(leadIds: readonly string[]): Promise<readonly AppointmentRow[]>;
  /** Open tasks that are due at a moment or before, soonest first. */
  openTasks(filter: WaitingFilter): Promise<readonly OfLead<LeadTaskRow>[]>;
  /** Planned appointments that ended before a moment, oldest first. */
  endedAppointments(filter: WaitingFilter): Promise<readonly OfLead<AppointmentRow>[]>;
}

/** The most tasks or appointments of one lead that are read: nobody looks through more. */
const most = 200;

/** Opens the store of notes, tasks and appointments. */
export function createLeadWorkStore(handle: DbHandle<CamTables>): LeadWorkStore {
  const find = <Name extends WorkTable>(table: Name, id: string, tx?: Tx) =>
    held(handle.in(tx).selectFrom<WorkTable>(table).selectAll().where('id', '=', id), tx).executeTakeFirst() as Promise<
      LeadWorkTables[Name] | undefined // Kysely's types do not follow a table that is a parameter
    >;
  return {
    insert: async (tx, table, row) =>
      // Kysely's types do not follow a table that is a parameter; the signature above does.
      void (await handle.in(tx).insertInto<WorkTable>(table).values(row).execute()),
    update: async (tx, table, id, change) =>
      void (await handle.in(tx).updateTable<WorkTable>(table).set(change).where('id', '=', id).execute()),
    remove: async (tx, table, id) =>
      void (await handle.in(tx).deleteFrom<WorkTable>(table).where('id', '=', id).execute()),
    findNote: (id, tx) => find('camLeadNote', id, tx),
    findTask: (id, tx) => find('camLeadTask', id, tx),
    findAppointment: (id, tx) => find('camAppointment', id, tx),
    notesOf: (leadIds, until, limit) =>
      handle
        .in()
        .selectFrom('camLeadNote')
        .selectAll()
        .where('leadId', 'in', leadIds)
        .where('removedAt', 'is', null)
        .where('madeAt', '<=', until)
        .orderBy('madeAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    tasksOf: (leadIds) =>
      handle
        .in()
        .selectFrom('camLeadTask')
        .selectAll()
        .where('leadId', 'in', leadIds)
        .orderBy('dueAt')
        .orderBy('id')
        .limit(most)
        .execute(),
    appointmentsOf: (leadIds) =>
      handle
        .in()
        .selectFrom('camAppointment')
        .selectAll()
        .where('leadId', 'in', leadIds)
        .orderBy('startsAt')
        .orderBy('id')
        .limit(most)
        .execute(),
    openTasks: async ({ clientId, before, limit }) => {
      let query = handle
        .in()
        .selectFrom('camLeadTask as t')
        .innerJoin('camLead as l', 'l.id', 't.leadId')
        .selectAll('t')
        .select(['l.fullName', 'l.firstName', 'l.lastName', 'l.email', 'l.company'])
        .where(sql<SqlBool>`t.state = 'OPEN'`) // as text: a parameter would not use the index of open ones
        .where('t.dueAt', '<=', before);
      if (clientId !== undefined) query = query.where('t.clientId', '=', clientId);
      return (await query.orderBy('t.dueAt').orderBy('t.id').limit(limit).execute()).map(withName);
    },
    endedAppointments: async ({ clientId, before, limit }) => {
      let query = handle
        .in()
        .selectFrom('camAppointment as t')
        .innerJoin('camLead as l', 'l.id', 't.leadId')
        .selectAll('t')
        .select(['l.fullName', 'l.firstName', 'l.lastName', 'l.email', 'l.company'])
        .where(sql<SqlBool>`t.state = 'PLANNED'`)
        .where('t.endsAt', '<=', before);
      if (clientId !== undefined) query = query.where('t.clientId', '=', clientId);
      return (await query.orderBy('t.endsAt').orderBy('t.id').limit(limit).execute()).map(withName);
    },
  };
}

interface Named {
  readonly fullName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

function withName<Row extends Named>(row: Row): Omit<Row, keyof Named> & { readonly leadName: string } {
  const { fullName, firstName, lastName, email, ...rest } = row;
  const names = [fullName, `${firstName} ${lastName}`.trim(), email];
  return { ...rest, leadName: names.find((name) => name !== '') ?? 'A lead without a name' };
}
