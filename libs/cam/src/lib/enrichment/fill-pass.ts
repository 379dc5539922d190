import { newId, type Clock } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { ConnectorFailed, PeopleConnector, PersonFound } from '../connectors/lead-connector.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadPass, PassGain } from '../lead-runs/lead-runs.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import { rememberingScorers, type FindScorer } from '../scoring/score-pass.ts';
import type { Scorer } from '../scoring/scorer.ts';
import type { EnrichmentStore } from './enrichment-store.ts';
import { fillable, filled, foundFills, localFills, type Fill } from './fill-rules.ts';

/** What filling needs. */
export interface FillDeps {
  readonly clock: Clock;
  readonly store: EnrichmentStore;
  readonly leads: Pick<LeadStore, 'applyCounts'>;
  readonly records: RecordStore;
}

/** How one pass fills. */
export interface FillPlan {
  readonly isDisposable: (domain: string) => boolean;
  readonly scorerOf: FindScorer;
  /** Asked about leads of which something is not known; missing: nobody outside is asked. */
  readonly people?: PeopleConnector;
  /** Questions in all: each may cost money. */
  readonly mostAsked: number;
  readonly by: string;
}

/** Fills empty fields, keeps where each value is from, and scores those leads again. */
export function fillPass(deps: FillDeps, plan: FillPlan): LeadPass {
  const ask = asking(plan.people, plan.mostAsked);
  const scorers = rememberingScorers(plan.scorerOf);
  return async (ids, signal, runId) => {
    const found = new Map<string, PersonFound>();
    let asked = 0;
    for (const lead of plan.people ? await deps.store.leads(ids) : []) {
      if (signal.aborted) break;
      const answer = await ask(lead, signal);
      if (answer === 'not-asked') continue;
      asked += 1;
      if (answer) found.set(lead.id, answer);
    }
    return async (tx) => {
      const gain = await write(deps, plan, { tx, ids, found, runId, scorers });
      return { ...gain, counts: { ...gain.counts, asked } };
    };
  };
}

/** Asks until the budget is used up, or the service says that asking on makes no sense. */
function asking(people: PeopleConnector | undefined, mostAsked: number) {
  let left = mostAsked;
  let stopped: ConnectorFailed | undefined;
  return async (lead: LeadRow, signal: AbortSignal): Promise<PersonFound | undefined | 'not-asked'> => {
    const isWhole = lead.title !== '' && lead.industry !== '' && lead.employeeCount !== null;
    if (!people || stopped || left <= 0 || isWhole) return 'not-asked';
    left -= 1;
    const { id: leadId, firstName, lastName, email, company, companyDomain, linkedin } = lead;
    const person = { leadId, firstName, lastName, email, company, companyDomain, linkedin };
    const answer = await people.match(person, signal);
    if (answer.ok) return answer.value;
    if (answer.failure !== 'timed-out' && answer.failure !== 'unreadable') stopped = answer;
    return undefined;
  };
}

interface Writing {
  readonly tx: Tx;
  readonly ids: readonly string[];
  readonly found: ReadonlyMap<string, PersonFound>;
  readonly runId: string;
  readonly scorers: FindScorer;
}

async function write(deps: FillDeps, plan: FillPlan, { tx, ids, found, runId, scorers }: Writing): Promise<PassGain> {
  const { clock, store, leads, records } = deps;
  const now = clock.now();
  const before: LeadRow[] = [];
  const after: LeadRow[] = [];
  const kept: Parameters<EnrichmentStore['insertFilled']>[1][number][] = [];
  const log: NewRecord[] = [];
  for (const lead of await store.leads(ids, tx)) {
    const fills = fillsOf(lead, found.get(lead.id), plan);
    if (fills.length === 0) continue;
    before.push(lead);
    after.push(withDerived(filled(lead, fills), await scorers(lead.campaignId, tx), now, 'ENRICHED'));
    const about = { leadId: lead.id, clientId: lead.clientId, runId, filledBy: plan.by, filledAt: now, undoneAt: null };
    kept.push(
      ...fills.map(({ field, value, source }) => ({ ...about, id: newId(clock), field, value: String(value), source })),
    );
    log.push(fillRecord(lead, fills, plan.by));
  }
  await store.writeLeads(tx, after.map(changedColumns));
  await store.insertFilled(tx, kept);
  await leads.applyCounts(tx, before, after);
  await records.append(tx, log);
  const moved = after.filter((lead, index) => lead.tier !== before[index]?.tier).length;
  return { changed: after.length, counts: { fields: kept.length, moved } };
}

/** What somebody outside knows first, for time zone and language follow from the country. */
function fillsOf(lead: LeadRow, found: PersonFound | undefined, plan: FillPlan): readonly Fill[] {
  const outside = found ? foundFills(lead, found, plan.people?.name ?? '') : [];
  return [...outside, ...localFills(filled(lead, outside), plan.isDisposable)];
}

/** A row with everything that follows from its fields: score, what it is sorted by and searched in, and its state. */
export function withDerived(lead: LeadRow, scorer: Scorer, now: string, state?: 'ENRICHED'): LeadRow {
  return {
    ...lead,
    ...scorer.score(lead),
    ...{ scoredAt: now, updatedAt: now, searchText: searchTextOf(lead), ...sortColumnsOf(lead) },
    state: state && lead.state === 'NEW' ? state : lead.state,
  };
}

const written = [
  ...fillable,
  ...(['score', 'fit', 'opportunity', 'tier', 'grade', 'factors', 'scoreVersion', 'scoredAt'] as const),
  ...(['state', 'searchText', 'sortName', 'sortCompany', 'updatedAt'] as const),
] as const;

/** The columns that filling may change. */
export const changedColumns = (lead: LeadRow): Partial<LeadRow> & { readonly id: string } => ({
  id: lead.id,
  ...Object.fromEntries(written.map((column) => [column, lead[column]])),
});

const fillRecord = (lead: LeadRow, fills: readonly Fill[], actor: string): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  what: `Filled in: ${fills.map(({ field }) => fieldWords[field]).join(', ')}`,
  why: `From ${[...new Set(fills.map(({ source }) => source))].join(', ')}; nothing that was there was changed.`,
  actor,
});

/** What the fields are called in a story. */
const fieldWords: Readonly<Record<Fill['field'], string>> = {
  ...{ company: 'company', companyDomain: 'web address', industry: 'industry', title: 'title', location: 'place' },
  ...{ country: 'country', timeZone: 'time zone', language: 'language', employeeCount: 'number of people' },
  revenueCents: 'revenue',
};
