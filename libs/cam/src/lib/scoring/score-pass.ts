import type { Clock, Instant } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { LeadPass, PassGain } from '../lead-runs/lead-runs.ts';
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
  return async (ids) =>
    async (tx): Promise<PassGain> => {
      const now = deps.clock.now();
      const before: ScoredLead[] = [];
      const after: ScoredLead[] = [];
      const changes: ScoreChange[] = [];
      const same: Pick<ScoreChange, 'id' | 'scoreVersion' | 'scoredAt'>[] = [];
      for (const lead of await deps.store.leads(ids, tx)) {
        const change = changeOf(lead, await scorers(lead.campaignId, tx), now);
        if (!isSame(lead, change)) {
          changes.push(change);
          before.push(lead);
          after.push({ ...lead, ...change });
        } else if (lead.scoreVersion !== change.scoreVersion) {
          same.push({ id: lead.id, scoreVersion: change.scoreVersion, scoredAt: now });
        }
      }
      await deps.store.write(tx, changes);
      await deps.store.confirm(tx, same);
      await deps.applyCounts(tx, before, after);
      const moved = after.flatMap((lead, index) => {
        const from = before[index]?.tier ?? null;
        return lead.tier === from ? [] : [told(lead, from, why, by)];
      });
      await deps.records.append(tx, moved);
      return { changed: changes.length, counts: { moved: moved.length } };
    };
}

function changeOf(lead: ScoredLead, scorer: Scorer, now: Instant): ScoreChange {
  const found = scorer.score(lead);
  return { id: lead.id, ...found, scoredAt: now };
}

const isSame = (lead: ScoredLead, change: ScoreChange): boolean =>
  lead.factors === change.factors &&
  lead.score === change.score &&
  lead.fit === change.fit &&
  lead.opportunity === change.opportunity &&
  lead.tier === change.tier &&
  lead.grade === change.grade;

const told = (lead: ScoredLead, from: string | null, why: string, by: string): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  ...{ what: 'Scored again', why: `${from ?? 'no tier'} → ${lead.tier ?? 'no tier'}: ${why}`, actor: by },
});
