import type { Clock, Instant } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { LeadPass } from '../lead-runs/lead-runs.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import type { ScoreChange, ScoredLead, ScoreStore } from './score-store.ts';
import type { Scorer } from './scorer.ts';

/** Finds the scorer of a campaign's leads (null: of no campaign); asked once for each campaign of a pass. */
export type FindScorer = (campaignId: string | null, tx?: Tx) => Promise<Scorer>;

/** Each campaign's scorer, made once: it remembers what it has judged. */
export function rememberingScorers(find: FindScorer): FindScorer {
  const made = new Map<string | null, Scorer>();
  return async (campaignId, tx) => {
    const known = made.get(campaignId);
    if (known) return known;
    const scorer = await find(campaignId, tx);
    made.set(campaignId, scorer);
    return scorer;
  };
}

interface Deps {
  readonly clock: Clock;
  readonly store: ScoreStore;
  readonly records: RecordStore;
  /** Keeps the counts of tiers and grades, in the same transaction. */
  readonly applyCounts: (tx: Tx, before: readonly ScoredLead[], after: readonly ScoredLead[]) => Promise<void>;
}

interface Pass {
  readonly scorerOf: FindScorer;
  /** Why a tier changed, in words; it ends the line `COOL → WARM: …` of a lead's story. */
  readonly why: string;
  readonly by: string;
}

/** Scores leads again; whoever changes tier gets a line in its story. Leads in sequence stay in their sequence. */
export function scorePass(deps: Deps, { scorerOf, why, by }: Pass): LeadPass {
  const scorers = rememberingScorers(scorerOf);
  return async (ids) => async (tx) => {
    const now = deps.clock.now();
    const { moved, adjusted, same, before, after, log }: Sorted = {
      ...{ moved: [], adjusted: [], same: [], before: [], after: [], log: [] },
    };
    for (const lead of await deps.store.leads(ids, tx)) {
      const change = changeOf(lead, await scorers(lead.campaignId, tx), now);
      if (lead.tier !== change.tier || lead.grade !== change.grade) {
        moved.push(change);
        before.push(lead);
        after.push({ ...lead, ...change });
        if (lead.tier !== change.tier) log.push(told(lead, change.tier, why, by));
      } else if (!isSame(lead, change)) adjusted.push(change);
      else if (lead.scoreVersion !== change.scoreVersion) same.push(change);
    }
    await deps.store.move(tx, moved);
    await deps.store.adjust(tx, adjusted);
    await deps.store.confirm(tx, same);
    await deps.applyCounts(tx, before, after);
    await deps.records.append(tx, log);
    return { changed: moved.length + adjusted.length, counts: { moved: log.length } };
  };
}

/** Leads of one transaction, by what is written of them. */
interface Sorted {
  readonly moved: ScoreChange[];
  readonly adjusted: ScoreChange[];
  readonly same: ScoreChange[];
  readonly before: ScoredLead[];
  readonly after: ScoredLead[];
  readonly log: NewRecord[];
}

function changeOf(lead: ScoredLead, scorer: Scorer, now: Instant): ScoreChange {
  const found = scorer.score(lead);
  return { id: lead.id, ...found, scoredAt: now };
}

/** Whether tier and grade apart nothing is different. */
const isSame = (lead: ScoredLead, change: ScoreChange): boolean =>
  lead.factors === change.factors &&
  lead.score === change.score &&
  lead.fit === change.fit &&
  lead.opportunity === change.opportunity;

const told = (lead: ScoredLead, to: string | null, why: string, by: string): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  ...{ what: 'Scored again', why: `${lead.tier ?? 'no tier'} → ${to ?? 'no tier'}: ${why}`, actor: by },
});
