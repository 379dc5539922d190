import { unindexed, type Database, type DbHandle, type TextFinder } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import type { LeadCountStore } from './lead-count-store.ts';
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

/**
 * What a filter says about a lead, for each row that something else finds: written so that neither database takes an
 * index for it, whose rows would have to be sorted then.
 */
export async function narrowing(
  { db, finder }: ListHouse,
  filter: LeadFilter,
): Promise<readonly RawBuilder<SqlBool>[]> {
  const parts = searchParts(filter.search);
  return [
    ...plainConditions(db, filter),
    ...addedBetween(filter, sql.raw(unindexed(db, 'created_at'))),
    ...sequenceConditions(filter),
    ...(parts.length === 0 ? [] : [(await finder()).holds(parts)]),
  ];
}

function plainConditions(db: ListHouse['db'], filter: LeadFilter): readonly RawBuilder<SqlBool>[] {
  const { clientId, campaignId, batchId, state, tier, grade, needsReview, consent, emailCheck } = filter;
  const equal = { client_id: clientId, state, tier, grade, consent, email_check: emailCheck };
  const review = needsReview === undefined ? undefined : needsReview ? 1 : 0;
  const indexed = { campaign_id: campaignId, batch_id: batchId };
  const equals = (own: RawBuilder<unknown>, value: string | number | undefined) =>
    value === undefined ? [] : [sql<SqlBool>`${own} = ${value}`];
  return [
    ...Object.entries(equal).flatMap(([column, value]) => equals(sql.ref(column), value)),
    ...equals(sql`needs_review`, review),
    ...Object.entries(indexed).flatMap(([column, value]) => equals(sql.raw(unindexed(db, column)), value)),
  ];
}

/** Leads that another one took over are in no list. */
export const standing = sql<SqlBool>`merged_into is null`;

/** The columns that the conditions of a filter look at. */
export function narrowedColumns(filter: LeadFilter): readonly string[] {
  const columns: Readonly<Record<keyof LeadFilter, string>> = {
    ...{ clientId: 'client_id', campaignId: 'campaign_id', batchId: 'batch_id', state: 'state', tier: 'tier' },
    ...{ grade: 'grade', needsReview: 'needs_review', consent: 'consent', emailCheck: 'email_check', inSequence: 'id' },
    ...{ addedFrom: 'created_at', addedBefore: 'created_at', search: 'search_text' },
  };
  const said = Object.entries(columns).flatMap(
    ([name, column]) => (filter[name as keyof LeadFilter] === undefined ? [] : [column]), // its own keys
  );
  return [...new Set(said)];
}

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
