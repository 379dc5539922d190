import type { IdealCustomer } from '../../contract/campaign.ts';
import type { Factor, Signal } from '../../contract/lead.ts';
import { containsWords, known, sameWords, unknown, type Judgement } from './fit-rules.ts';
import type { LeadFacts } from './lead-facts.ts';
import { seniorityOf } from './seniority.ts';

/** Weights of opportunity; they add up to 1. DOMAIN section 4. */
const opportunityWeights = { title: 0.35, seniority: 0.25, signals: 0.4 } as const;

/** What each signal adds to the neutral .5; together at most 1. */
const signalWorth: Readonly<Record<Signal, { readonly adds: number; readonly words: string }>> = {
  recent_job_change: { adds: 0.25, words: 'a new job' },
  recently_funded: { adds: 0.15, words: 'new funding' },
  hiring: { adds: 0.1, words: 'open positions' },
  recent_activity: { adds: 0.1, words: 'recent activity' },
  decision_maker: { adds: 0.15, words: 'decides' },
  budget_authority: { adds: 0.1, words: 'holds the budget' },
};

/** How good the moment and the person are: the three factors of opportunity. */
export function opportunityFactors(lead: LeadFacts, icp: IdealCustomer): readonly Factor[] {
  return [factor('title', title(lead, icp)), factor('seniority', seniority(lead)), factor('signals', signals(lead))];
}

const factor = (key: keyof typeof opportunityWeights, judgement: Judgement): Factor => ({
  key,
  part: 'opportunity',
  weight: opportunityWeights[key],
  ...judgement,
});

/** The same 1, one within the other .8, otherwise .3. */
function title(lead: LeadFacts, icp: IdealCustomer): Judgement {
  if (icp.titles.length === 0) return unknown('The campaign names no titles.');
  if (lead.title === '') return unknown('The title is not known.');
  if (icp.titles.some((wanted) => sameWords(wanted, lead.title))) {
    return known(1, `“${lead.title}” is a title that is looked for.`);
  }
  const near = icp.titles.find((wanted) => containsWords(lead.title, wanted) || containsWords(wanted, lead.title));
  return near
    ? known(0.8, `“${lead.title}” is close to “${near}”.`)
    : known(0.3, `“${lead.title}” is not among the titles looked for.`);
}

function seniority(lead: LeadFacts): Judgement {
  if (lead.title === '') return unknown('The title is not known.');
  const found = seniorityOf(lead.title);
  return found ? known(found.value, found.why) : unknown(`Nothing in “${lead.title}” says how senior it is.`);
}

function signals(lead: LeadFacts): Judgement {
  const distinct = [...new Set(lead.signals)];
  if (distinct.length === 0) return unknown('No signal is known.');
  const value = distinct.reduce((sum, signal) => sum + signalWorth[signal].adds, 0.5);
  return known(Math.min(1, value), `Signals: ${distinct.map((signal) => signalWorth[signal].words).join(', ')}.`);
}
