import { setImmediate as breathe } from 'node:timers/promises';
import * as z from 'zod/mini';
import { Tier } from '../../contract/lead.ts';
import type { ScoringPreview, TierMove } from '../../contract/scoring.ts';
import { rememberingScorers, type FindScorer } from './score-pass.ts';
import type { ScoredLead, ScoreStore } from './score-store.ts';
import type { StoredScore } from './scorer.ts';

/** Leads read at once: nothing is written, so nobody waits for a lock. */
const leadsAtOnce = 1000;
const mostExamples = 20;

type Example = ScoringPreview['examples'][number];

/** Scores leads by other rules or for another ideal customer, and says who would move; writes nothing. */
export async function previewScores(
  store: ScoreStore,
  ids: readonly string[],
  scorerOf: FindScorer,
): Promise<ScoringPreview> {
  const scorers = rememberingScorers(scorerOf);
  const before = emptyTiers();
  const after = emptyTiers();
  const moves = new Map<string, TierMove>();
  let examples: Example[] = [];
  let leads = 0;
  for (let from = 0; from < ids.length; from += leadsAtOnce) {
    for (const lead of await store.leads(ids.slice(from, from + leadsAtOnce))) {
      const found = (await scorers(lead.campaignId)).score(lead);
      const tier = lead.tier === null ? null : z.parse(Tier, lead.tier);
      leads += 1;
      if (tier !== null) before[tier] += 1;
      after[found.tier] += 1;
      if (tier === found.tier) continue;
      count(moves, tier, found.tier);
      examples.push(exampleOf(lead, tier, found));
    }
    examples = farthest(examples);
    await breathe();
  }
  const moving = [...moves.values()].reduce((sum, move) => sum + move.count, 0);
  const ordered = [...moves.values()].sort((one, other) => other.count - one.count);
  return { leads, moving, moves: ordered, before, after, examples: farthest(examples) };
}

const emptyTiers = (): Record<Tier, number> => ({ HOT: 0, WARM: 0, COOL: 0, COLD: 0 });

function count(moves: Map<string, TierMove>, from: Tier | null, to: Tier): void {
  const key = `${from ?? ''} ${to}`;
  moves.set(key, { from, to, count: (moves.get(key)?.count ?? 0) + 1 });
}

const exampleOf = (lead: ScoredLead, fromTier: Tier | null, { tier, score }: StoredScore): Example => ({
  ...{ leadId: lead.id, name: lead.fullName || lead.email || lead.company, company: lead.company },
  ...{ fromTier, toTier: tier, fromScore: lead.score, toScore: score },
});

/** The biggest change first. */
function farthest(examples: readonly Example[]): Example[] {
  const change = ({ fromScore, toScore }: Example): number => Math.abs(toScore - (fromScore ?? 0));
  return [...examples].sort((one, other) => change(other) - change(one)).slice(0, mostExamples);
}
