import type { IdealCustomer } from '../../contract/campaign.ts';
import type { Signal } from '../../contract/lead.ts';
import { known, remembered, unknown, type Judgement } from './judgement.ts';
import { seniorityOf } from './seniority.ts';
import { wordMatcher } from './whole-words.ts';

/** What each signal adds to the neutral .5, in hundredths; together at most 1. */
const signalWorth: Readonly<Record<Signal, { readonly adds: number; readonly words: string }>> = {
  recent_job_change: { adds: 25, words: 'a new job' },
  recently_funded: { adds: 15, words: 'new funding' },
  hiring: { adds: 10, words: 'open positions' },
  recent_activity: { adds: 10, words: 'recent activity' },
  decision_maker: { adds: 15, words: 'decides' },
  budget_authority: { adds: 10, words: 'holds the budget' },
};

/** How the three factors of opportunity are judged for one ideal customer. */
export interface OpportunityJudges {
  readonly title: (title: string) => Judgement;
  readonly seniority: (title: string) => Judgement;
  /** The signals as they are stored: a JSON list. */
  readonly signals: (json: string) => Judgement;
}

/** Prepares the judges of opportunity: how good the moment and the person are. */
export const opportunityJudges = (icp: IdealCustomer): OpportunityJudges => ({
  title: titleJudge(icp),
  seniority: remembered(judgeSeniority),
  signals: remembered((json) => judgeSignals(JSON.parse(json) as readonly Signal[])), // written by this library only
});

/** The same 1, one within the other .8, otherwise .3. */
function titleJudge({ titles }: IdealCustomer): OpportunityJudges['title'] {
  const nothingWanted = unknown('The campaign names no titles.');
  const notKnown = unknown('The title is not known.');
  const match = wordMatcher(titles);
  return remembered((title) => {
    if (titles.length === 0) return nothingWanted;
    if (title === '') return notKnown;
    const { kind, near } = match(title);
    if (kind === 'same') return known(100, () => `“${title}” is a title that is looked for.`);
    if (kind === 'within') return known(80, () => `“${title}” is close to “${near}”.`);
    return known(30, () => `“${title}” is not among the titles looked for.`);
  });
}

function judgeSeniority(title: string): Judgement {
  if (title === '') return unknown('The title is not known.');
  const found = seniorityOf(title);
  if (!found) return unknown(`Nothing in “${title}” says how senior it is.`);
  return known(Math.round(found.value * 100), () => found.why);
}

function judgeSignals(signals: readonly Signal[]): Judgement {
  const distinct = [...new Set(signals)];
  if (distinct.length === 0) return unknown('No signal is known.');
  const hundredths = distinct.reduce((sum, signal) => sum + signalWorth[signal].adds, 50);
  const words = distinct.map((signal) => signalWorth[signal].words).join(', ');
  return known(Math.min(100, hundredths), () => `Signals: ${words}.`);
}
