import { containing } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter } from '../../contract/lead-list.ts';
import { addedBetween, countedSql, currentLeads, standing, type ListHouse } from './lead-conditions.ts';
import type { CountedFilter, LeadCountStore } from './lead-count-store.ts';
import { searchParts } from './lead-search.ts';
import type { Sizes } from './lead-way.ts';
import { costs, readCost } from './way-costs.ts';

/** What finds the rows of a list without going through all of them. */
export interface Driver {
  readonly condition: RawBuilder<SqlBool>;
  /** At most, or about. */
  readonly rows: number;
  /** What it costs to find them in an index, and to fetch them besides. */
  readonly finding: number;
  readonly cost: number;
  /** The same for some of its rows; null: it cannot be told. */
  readonly some: RawBuilder<SqlBool> | null;
}

/** So many hits are looked at to say how many there are at least. */
export const looksToCount = 1000;
/** Kinds of lead that one statement looks for. */
const mostKeys = 4000;

/** Everything that finds the rows: each alone, and the search together with each of the others. */
export async function driversOf(deps: ListHouse, filter: LeadFilter, sizes: Sizes): Promise<readonly Driver[]> {
  const { hits, all, marks } = sizes;
  const plain = plainDrivers(filter, sizes);
  const byText = hits === null ? Infinity : hits * costs.hit + readCost(hits, all);
  const least = Math.min(...plain.map(({ cost }) => cost), byText);
  const kind = await kindDriver(deps.counts, filter, sizes, least);
  if (kind !== null) plain.push(kind);
  if (hits === null) return plain;
  const text = await deps.finder();
  const parts = searchParts(filter.search);
  const finding = hits * costs.hit;
  const found = { condition: text.found(parts), rows: hits, finding, cost: byText };
  const drivers: Driver[] = [...plain, { ...found, some: someOf(text.found(parts, looksToCount)) }];
  if (marks === null) return drivers;
  for (const { condition, rows, finding: own } of plain) {
    const cost = finding + own + readCost((hits * rows) / all, all);
    drivers.push({
      ...{ finding: cost, cost, some: null },
      condition: text.among(parts, condition),
      rows: Math.min(rows, hits),
    });
  }
  return drivers;
}

const someOf = (condition: RawBuilder<SqlBool>) =>
  sql<SqlBool>`id in (select id from cam_lead where ${condition} limit ${looksToCount})`;

function plainDrivers({ batchId, inSequence, ...filter }: LeadFilter, sizes: Sizes): Driver[] {
  const drivers: Driver[] = [];
  const { all, added, batch, current } = sizes;
  const add = (condition: RawBuilder<SqlBool>, rows: number, fetched: number): void => {
    const finding = rows * costs.key;
    drivers.push({ ...{ condition, rows, finding, cost: finding + fetched * costs.fetch }, some: someOf(condition) });
  };
  // The index of this order holds what the others do: only who fits is fetched.
  if (added !== null) {
    const between = sql.join(addedBetween(filter, sql`created_at`), sql` and `);
    add(sql<SqlBool>`(${standing} and ${between})`, added, (added * sizes.inOrder) / Math.max(1, all));
  }
  if (batchId !== undefined && batch !== null) add(sql<SqlBool>`batch_id = ${batchId}`, batch, batch);
  if (inSequence === true && current !== null) add(sql<SqlBool>`id in (${currentLeads})`, current, current);
  return drivers;
}

/**
 * By the index over what is counted: the part of it that belongs to a client or campaign, else kind by kind. Null where
 * nothing narrows that, where it costs more than `least` even together with the search, or where the kinds are too many.
 */
async function kindDriver(
  counts: LeadCountStore,
  filter: LeadFilter,
  { all, kinds, owned, hits }: Sizes,
  least: number,
): Promise<Driver | null> {
  const isOwned = filter.clientId !== undefined || filter.campaignId !== undefined;
  const finding = isOwned ? owned * costs.key : costs.keys + kinds * costs.key;
  const both = hits === null ? Infinity : hits * costs.hit + readCost((hits * kinds) / all, all);
  const cost = finding + kinds * costs.fetch;
  if (kinds >= all || Math.min(cost, finding + both) >= least) return null;
  const found = isOwned ? await ofOwner(counts, filter) : await kindByKind(counts, filter);
  // The index is one over leads that stand: it is taken only where the statement says that, too.
  return (
    found && { ...{ finding, cost, rows: kinds, some: null }, condition: sql<SqlBool>`(${standing} and ${found})` }
  );
}

async function kindByKind(counts: LeadCountStore, filter: CountedFilter): Promise<RawBuilder<SqlBool> | null> {
  const keys = await counts.keys(filter, mostKeys);
  if (keys === null) return null;
  return keys.length === 0 ? nobody : sql<SqlBool>`${countedSql} in (${sql.join(keys)})`;
}

const nobody = sql<SqlBool>`1 = 0`;

/** The keys of a client begin with it, those of a campaign with its client and it. */
async function ofOwner(counts: LeadCountStore, filter: CountedFilter): Promise<RawBuilder<SqlBool>> {
  const { campaignId, state, tier, grade, needsReview, consent, emailCheck } = filter;
  const clientIds = filter.clientId === undefined ? await counts.clientsOf(campaignId ?? '') : [filter.clientId];
  const review = needsReview === undefined ? undefined : needsReview ? '1' : '0';
  const kind = [state, tier, grade, review, consent, emailCheck];
  const of = clientIds.map((clientId) => {
    const owner = campaignId === undefined ? [clientId] : [clientId, campaignId];
    const from = `${owner.join('|')}|`;
    const to = `${owner.join('|')}}`; // the sign behind the bar
    const range = sql<SqlBool>`${countedSql} >= ${from} and ${countedSql} < ${to}`;
    if (kind.every((value) => value === undefined)) return range;
    const parts = [clientId, campaignId, ...kind].map((value) => (value === undefined ? '%' : escaped(value)));
    return sql<SqlBool>`${range} and ${countedSql} like ${parts.join('|')} escape '\\'`;
  });
  return of.length === 0 ? nobody : sql<SqlBool>`(${sql.join(of, sql` or `)})`;
}

const escaped = (text: string): string => containing(text).slice(1, -1);
