import type { DbHandle, Tx } from '@aicmo/core-db';
import { invalid, type Instant } from '@aicmo/core-kernel';
import { sql, type SqlBool } from 'kysely';
import * as z from 'zod/mini';
import type { ReviewKind } from '../../contract/review.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { ReviewSettledRow } from '../db/lead-work-tables.ts';

/** Which part of the queue. */
export interface QueueFilter {
  /** All clients without it. */
  readonly clientId?: string;
  readonly kind: ReviewKind;
}

/** Where a page of the queue begins: behind this moment and lead. */
export interface QueuePlace {
  readonly since: string;
  readonly leadId: string;
}

/** A file whose merge left values alone. */
export interface ConflictedFile {
  readonly batchId: string;
  readonly name: string;
  readonly since: string;
  /** Up to {@link mostCounted}. */
  readonly count: number;
}

/** Counting stops here: nobody needs to know how many more there are, and nobody should wait for it. */
const mostCounted = 1000;

/** Every query on the review queue. Nothing here reads more rows than it gives. */
export interface ReviewStore {
  /** Leads that stand in the queue for one kind of reason and that nobody has answered, oldest first. */
  queue(filter: QueueFilter, after: QueuePlace | null, limit: number, now: Instant): Promise<readonly LeadRow[]>;
  /** How many of them, up to {@link mostCounted}. */
  count(filter: QueueFilter, now: Instant): Promise<number>;
  /** What people said to the reasons of these leads (500 at most). */
  said(leadIds: readonly string[], tx?: Tx): Promise<readonly ReviewSettledRow[]>;
  findFile(tx: Tx, batchId: string): Promise<{ readonly clientId: string; readonly name: string } | undefined>;
  /** Files with values that a merge left alone and that nobody has answered, newest first, twenty at most. */
  conflictedFiles(clientId: string | undefined): Promise<readonly ConflictedFile[]>;
}

/** The condition of each kind as its index has it: as text, because no parameter would find the index. */
const kinds = {
  REVIEW: { since: 'l.review_since', is: sql<SqlBool>`l.needs_review = 1` },
  ADDRESS: { since: 'l.email_checked_at', is: sql<SqlBool>`l.email_check = 'INVALID'` },
  COMPANY: { since: 'l.created_at', is: sql<SqlBool>`l.company = '' and l.tier in ('HOT', 'WARM')` },
} as const;

/** Opens the store of the review queue. */
export function createReviewStore(handle: DbHandle<CamTables>): ReviewStore {
  const waiting = ({ clientId, kind }: QueueFilter, now: Instant) => {
    const { is, since } = kinds[kind];
    const at = sql.raw<string>(since);
    let query = handle
      .in()
      .selectFrom('camLead as l')
      .where(is)
      .where(sql<SqlBool>`${at} is not null`)
      .where('l.mergedInto', 'is', null).where(sql<SqlBool>`not exists (
        select 1 from cam_review_settled s
        where s.lead_id = l.id and s.kind = ${kind} and s.settled_at >= ${at} and (s.until is null or s.until > ${now}))`);
    if (kind !== 'REVIEW') {
      query = query.where('l.state', 'not in', ['WON', 'LOST']).where('l.consent', '<>', 'DO_NOT_CONTACT');
    }
    return clientId === undefined ? query : query.where('l.clientId', '=', clientId);
  };
  return {
    queue: async (filter, after, limit, now) => {
      const at = sql.raw<string>(kinds[filter.kind].since);
      let query = waiting(filter, now).selectAll('l');
      if (after !== null) query = query.where(sql<SqlBool>`(${at}, l.id) > (${after.since}, ${after.leadId})`);
      return query.orderBy(at).orderBy('l.id').limit(limit).execute();
    },
    count: async (filter, now) => {
      const some = waiting(filter, now).select('l.id').limit(mostCounted).as('some');
      const found = await handle
        .in()
        .selectFrom(some)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(found.count);
    },
    said: async (leadIds, tx) =>
      leadIds.length === 0
        ? []
        : handle.in(tx).selectFrom('camReviewSettled').selectAll().where('leadId', 'in', leadIds).execute(),
    findFile: (tx, batchId) =>
      handle
        .in(tx)
        .selectFrom('camImportBatch')
        .select(['clientId', 'fileName as name'])
        .where('id', '=', batchId)
        .executeTakeFirst(),
    conflictedFiles: (clientId) => conflictedFiles(handle, clientId),
  };
}

/** The kind under which an answer to a whole file is kept; its `leadId` is the import's. */
export const conflictsKind = 'CONFLICTS';

async function conflictedFiles(
  handle: DbHandle<CamTables>,
  clientId: string | undefined,
): Promise<readonly ConflictedFile[]> {
  let query = handle
    .in()
    .selectFrom('camImportBatch as b')
    .select(['b.id', 'b.fileName', 'b.startedAt'])
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('camImportConflict as c').select('c.batchId').whereRef('c.batchId', '=', 'b.id')),
    ).where(sql<SqlBool>`not exists (
      select 1 from cam_review_settled s where s.lead_id = b.id and s.kind = ${conflictsKind})`);
  if (clientId !== undefined) query = query.where('b.clientId', '=', clientId);
  const batches = await query.orderBy('b.startedAt', 'desc').orderBy('b.id').limit(20).execute();
  const files: ConflictedFile[] = [];
  for (const { id, fileName, startedAt } of batches) {
    const some = handle.in().selectFrom('camImportConflict').select('field').where('batchId', '=', id);
    const { count } = await handle
      .in()
      .selectFrom(some.limit(mostCounted).as('some'))
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    files.push({ batchId: id, name: fileName, since: startedAt, count: Number(count) });
  }
  return files;
}

const Place = z.tuple([z.string(), z.string()]);

/** A place as it travels in an address. */
export const cursorOf = ({ since, leadId }: QueuePlace): string =>
  Buffer.from(JSON.stringify([since, leadId])).toString('base64url');

/** Throws `invalid` (`review-cursor`) for a text that is no place of the queue. */
export function placeOf(cursor: string): QueuePlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [since, leadId] = text.startsWith('["') && text.endsWith('"]') ? readPlace(text) : [];
  if (since !== undefined && leadId !== undefined) return { since, leadId };
  throw invalid({
    code: 'review-cursor',
    message: 'The place to read on from is not one of this queue. Load the queue from its beginning.',
  });
}

function readPlace(text: string): readonly string[] {
  try {
    const place = z.safeParse(Place, JSON.parse(text));
    return place.success ? place.data : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
