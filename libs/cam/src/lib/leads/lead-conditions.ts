import { unindexed, type Database, type DbHandle, type TextFinder } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import type { CountedFilter, LeadCountStore } from './lead-count-store.ts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter } from '../../contract/lead-list.ts';
import { searchParts } from './lead-search.ts';

/** What lists are found with. */
export interface ListHouse {
  readonly db: Pick<Database, 'dialect'>;
  readonly handle: DbHandle<CamTables>;
  readonly counts: LeadCountStore;
  /** Opened at the first search. */
  readonly finder: () => Promise<TextFinder>;
}

/** The expression of the index `cam_lead_by_counted`: it has to be written as the migration wrote it. */
export const countedSql = sql`(client_id || '|' || coalesce(campaign_id, '') || '|' || state || '|' || coalesce(tier, '') || '|' || coalesce(grade, '') || '|' || cast(needs_review as text) || '|' || consent || '|' || email_check)`;

/** What a filter says about a lead. */
export interface Narrowing {
  /** About columns that the index of each order holds. */
  readonly inOrder: readonly RawBuilder<SqlBool>[];
  /** About when it was added. */
  readonly added: readonly RawBuilder<SqlBool>[];
  /** About what the row itself has to be read for. */
  readonly inRow: readonly RawBuilder<SqlBool>[];
}

/**
 * What a filter says about a lead, for each row that something else finds: written so that neither database takes an
 * index for it, whose rows would have to be sorted then.
 */
export async function narrowing({ db, finder }: ListHouse, filter: LeadFilter): Promise<Narrowing> {
  const parts = searchParts(filter.search);
  const { clientId, campaignId, batchId } = filter;
  const indexed = { campaign_id: campaignId, batch_id: batchId };
  return {
    inOrder: Object.entries(orderColumns(filter)).flatMap(([column, value]) => equals(sql.ref(column), value)),
    added: addedBetween(filter, sql.raw(unindexed(db, 'created_at'))),
    inRow: [
      ...equals(sql`client_id`, clientId),
      ...Object.entries(indexed).flatMap(([column, value]) => equals(sql.raw(unindexed(db, column)), value)),
      ...sequenceConditions(filter),
      ...(parts.length === 0 ? [] : [(await finder()).holds(parts)]),
    ],
  };
}

const equals = (own: RawBuilder<unknown>, value: string | number | undefined) =>
  value === undefined ? [] : [sql<SqlBool>`${own} = ${value}`];

/** What a filter says about the columns that the index of each order holds, by their names. */
const orderColumns = ({ state, tier, grade, needsReview, consent, emailCheck }: LeadFilter) => ({
  ...{ state, tier, grade, consent, email_check: emailCheck },
  needs_review: needsReview === undefined ? undefined : needsReview ? 1 : 0,
});

/** The part of a filter that the index of each order holds. */
export const inOrder = ({ clientId: _client, campaignId: _campaign, ...filter }: CountedFilter): CountedFilter =>
  filter;

/** Leads that another one took over are in no list. */
export const standing = sql<SqlBool>`merged_into is null`;

/** When it was added, by a column or what stands for it. */
export const addedBetween = (
  { addedFrom, addedBefore }: LeadFilter,
  added: RawBuilder<unknown>,
): readonly RawBuilder<SqlBool>[] => [
  ...(addedFrom === undefined ? [] : [sql<SqlBool>`${added} >= ${addedFrom}`]),
  ...(addedBefore === undefined ? [] : [sql<SqlBool>`${added} < ${addedBefore}`]),
];

/** The leads with which a sequence goes on now. */
export const currentLeads = sql`select lead_id from cam_enrolment where status in ('ACTIVE', 'PAUSED')`;

function sequenceConditions({ inSequence }: LeadFilter): readonly RawBuilder<SqlBool>[] {
  if (inSequence === undefined) return [];
  const current = sql<SqlBool>`exists (
    select 1 from cam_enrolment where cam_enrolment.lead_id = cam_lead.id and cam_enrolment.status in ('ACTIVE', 'PAUSED'))`;
  return [inSequence ? current : sql<SqlBool>`not ${current}`];
}
