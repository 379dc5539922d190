import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { Sequence } from '../../contract/sequence.ts';
import type { SequenceTrial } from '../../contract/sequence-trial.ts';
import { wordingsOf, type Wording } from './step-wording.ts';
import { judgeSplit, judgeTrial } from './trial-rules.ts';
import type { TrialStore, WordingCount } from './trial-store.ts';

const mostRealFirst: readonly AttemptMode[] = ['LIVE', 'PROOF', 'SIMULATION'];

/** The messages of a sequence that are tried in several wordings, each with what is known by now. */
export async function readTrials(store: TrialStore, sequence: Sequence): Promise<readonly SequenceTrial[]> {
  const trials: SequenceTrial[] = [];
  for (const step of sequence.steps) {
    if (step.variants.length === 0) continue;
    trials.push(await trialOf(store, step.position, wordingsOf(sequence, step)));
  }
  return trials;
}

async function trialOf(store: TrialStore, position: number, all: readonly Wording[]): Promise<SequenceTrial> {
  const ids = all.flatMap(({ variantId }) => variantId ?? []);
  let [mode, counts]: [AttemptMode, readonly WordingCount[]] = ['LIVE', []];
  for (mode of mostRealFirst) {
    counts = await store.countWordings(ids, mode);
    if (counts.some(({ sent }) => sent > 0)) break;
  }
  const wordings = all.map(({ letter, subject, weight, variantId }) => {
    const counted = counts.find((each) => each.variantId === variantId);
    const { sent = 0, replied = 0, positive = 0, optedOut = 0, bounced = 0 } = counted ?? {};
    return { letter, subject, weight, sent, replied, positive, optedOut, bounced };
  });
  const split = judgeSplit(wordings);
  return { position, mode, wordings, split, result: judgeTrial(wordings, split) };
}
