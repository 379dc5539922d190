import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { LeadRow } from '../db/cam-tables.ts';
import type { EnrichmentRow } from '../db/scoring-tables.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import { rememberingScorers, type FindScorer } from '../scoring/score-pass.ts';
import type { EnrichmentStore } from './enrichment-store.ts';
import { changedColumns, withDerived } from './fill-pass.ts';
import { fillable } from './fill-rules.ts';

/** What became of taking a pass back: fields that are empty again, and those that somebody has changed since. */
export interface UndoneFill {
  readonly emptied: number;
  readonly kept: number;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: EnrichmentStore;
  readonly leads: Pick<LeadStore, 'applyCounts'>;
  readonly records: RecordStore;
}

/** Takes back what a pass filled, 500 fields a transaction; a value that somebody has changed since stays. */
export async function undoFill(deps: Deps, runId: string, scorerOf: FindScorer, by: string): Promise<UndoneFill> {
  const total = { emptied: 0, kept: 0 };
  const scorers = rememberingScorers(scorerOf);
  for (;;) {
    const step = await undoSome(deps, runId, scorers, by);
    if (step === undefined) return total;
    total.emptied += step.emptied;
    total.kept += step.kept;
  }
}

function undoSome({ db, clock, store, leads, records }: Deps, runId: string, scorers: FindScorer, by: string) {
  return db.transaction(async (tx): Promise<UndoneFill | undefined> => {
    const now = clock.now();
    const fields = await store.standing(runId, tx);
    if (fields.length === 0) return undefined;
    const byLead = Map.groupBy(fields, ({ leadId }) => leadId);
    const before: LeadRow[] = [];
    const after: LeadRow[] = [];
    const log: NewRecord[] = [];
    let emptied = 0;
    for (const lead of await store.leads([...byLead.keys()], tx)) {
      const ours = (byLead.get(lead.id) ?? []).filter((each) => stands(lead, each));
      if (ours.length === 0) continue;
      emptied += ours.length;
      const empty = Object.fromEntries(ours.map(({ field }) => [field, emptyOf(field)]));
      before.push(lead);
      after.push(withDerived({ ...lead, ...empty }, await scorers(lead.campaignId, tx), now));
      log.push({
        ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
        ...{ what: 'What was filled in was taken back', why: 'Decided by a person.', actor: by },
      });
    }
    await store.writeLeads(tx, after.map(changedColumns));
    await leads.applyCounts(tx, before, after);
    await store.markUndone(
      tx,
      fields.map(({ id }) => id),
      now,
    );
    await records.append(tx, log);
    return { emptied, kept: fields.length - emptied };
  });
}

/** Whether the lead still has what was filled in. */
function stands(lead: LeadRow, { field, value }: EnrichmentRow): boolean {
  const column = fillable.find((each) => each === field);
  return column !== undefined && String(lead[column]) === value;
}

const nullable = ['timeZone', 'employeeCount', 'revenueCents'];

const emptyOf = (field: string): '' | null => (nullable.includes(field) ? null : '');
