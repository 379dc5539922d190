/*
 * The rows of what people write down and plan about a lead, and of what they decided in the review queue. Instants are
 * ISO text, booleans 0 or 1.
 */

/** Something a person wrote about a lead. A removed one is kept until the lead is erased, so that removing can be undone. */
export interface LeadNoteRow {
  id: string;
  clientId: string;
  leadId: string;
  text: string;
  madeBy: string;
  madeAt: string;
  /** Null: as it was written first. */
  editedAt: string | null;
  removedAt: string | null;
}

/** Something a person means to do about one lead. Whether it is due is computed from the clock, never stored. */
export interface LeadTaskRow {
  id: string;
  clientId: string;
  leadId: string;
  title: string;
  dueAt: string;
  /** IANA name: the zone in which the person chose the time. */
  timeZone: string;
  /** OPEN, DONE, CANCELLED. */
  state: string;
  /** What came of it, or why it was cancelled. */
  outcome: string;
  madeBy: string;
  madeAt: string;
  updatedAt: string;
  endedAt: string | null;
  endedBy: string;
}

/** A meeting with a lead. */
export interface AppointmentRow {
  id: string;
  clientId: string;
  leadId: string;
  title: string;
  startsAt: string;
  endsAt: string;
  /** IANA name: the zone in which it was agreed. */
  timeZone: string;
  /** An address, a number or a link, as somebody typed it. */
  place: string;
  /** PLANNED, HELD, MISSED (nobody came), CANCELLED. */
  state: string;
  outcome: string;
  madeBy: string;
  madeAt: string;
  updatedAt: string;
}

/** A lead that became a client. */
export interface LeadWinRow {
  leadId: string;
  /** The client that it became, which is not the client that it was a lead of. */
  wonClientId: string;
  /** Whether the client was made by winning the lead. */
  isNewClient: number;
  wonAt: string;
  wonBy: string;
}

/** What a person said to one reason for which a lead stands in the review queue; (leadId, kind) is unique. */
export interface ReviewSettledRow {
  leadId: string;
  /** REVIEW, ADDRESS, COMPANY. */
  kind: string;
  /** Null: for good. Else it comes back then. */
  until: string | null;
  settledBy: string;
  settledAt: string;
}

/** The tables of this page, by the names that queries use. */
export interface LeadWorkTables {
  camLeadNote: LeadNoteRow;
  camLeadTask: LeadTaskRow;
  camAppointment: AppointmentRow;
  camLeadWin: LeadWinRow;
  camReviewSettled: ReviewSettledRow;
}
