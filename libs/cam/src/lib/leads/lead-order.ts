import { invalid } from '@aicmo/core-kernel';
import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { LeadOrder, LeadSort } from '../../contract/lead-list.ts';

/** How a list is sorted by a column. */
export interface SortColumn {
  /** The column of cam_lead, in the database's own name, or what is computed for a lead where no index has the order. */
  readonly column: string | RawBuilder<unknown>;
  readonly kind: 'text' | 'number';
  readonly isNullable: boolean;
  /** An index has this order: any number of leads can be read in it. */
  readonly isIndexed: boolean;
}

const text = (column: string | RawBuilder<unknown>, isIndexed = false): SortColumn => ({
  column,
  kind: 'text',
  isNullable: false,
  isIndexed,
});
const score: SortColumn = { column: 'score', kind: 'number', isNullable: true, isIndexed: true };

/** The sequence that goes on with a lead now; the one that began last, where there are two. */
const currentSequence = sql`(
  select s.name from cam_enrolment as e join cam_sequence as s on s.id = e.sequence_id
  where e.lead_id = cam_lead.id and e.status in ('ACTIVE', 'PAUSED') order by e.started_at desc, e.id desc limit 1)`;

/** Every order of the list. A tier is a span of the score, so that it has the score's order. */
export const sortColumns: Readonly<Record<LeadSort, SortColumn>> = {
  ...{ score, tier: score },
  ...{ name: text('sort_name', true), company: text('sort_company', true), added: text('created_at', true) },
  ...{ title: text('title'), email: text('email'), place: text('location'), state: text('state') },
  ...{ source: text('source'), emailCheck: text('email_check'), consent: text('consent'), changed: text('updated_at') },
  ...{ grade: text('grade'), sequence: text(currentSequence) },
};

/** What a list is sorted by where nobody says: the most promising first. */
export const usualOrder: LeadOrder = { by: 'score', direction: 'desc' };

/** The last row of a page. */
export interface ListPlace {
  /** Its value of the sort column. */
  readonly value: string | number | null;
  readonly id: string;
}

/** Where a page ends, with how many rows the first page has counted. */
export interface PageEnd {
  readonly row: ListPlace;
  readonly sum: { readonly total: number; readonly isExact: boolean };
}

const Cursor = z.tuple([
  ...([z.string(), z.string()] as const),
  ...([z.union([z.string(), z.number(), z.null()]), z.string()] as const),
  ...([z.number(), z.boolean()] as const),
]);

/** Opaque, and safe in an address. */
export const cursorOf = ({ by, direction }: LeadOrder, { row, sum }: PageEnd): string =>
  Buffer.from(JSON.stringify([by, direction, row.value, row.id, sum.total, sum.isExact])).toString('base64url');

/** Throws `invalid` (`lead-cursor`) for what is no place in a list of this order. */
export function readCursor(cursor: string, order: LeadOrder): PageEnd {
  const result = z.safeParse(Cursor, parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (result.success) {
    const [by, direction, value, id, total, isExact] = result.data;
    if (by === order.by && direction === order.direction) return { row: { value, id }, sum: { total, isExact } };
  }
  throw invalid({
    code: 'lead-cursor',
    message: 'The place to read on from is not one of this list. Load the list again.',
  });
}

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
