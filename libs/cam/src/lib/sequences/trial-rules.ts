import type { SequenceTrial, TrialWording } from '../../contract/sequence-trial.ts';
import { chiSquare, chiSquareChance } from './chi-square.ts';

/**
 * Ours. `sent`: so many messages of each wording before a winner is named. `chance`: a difference counts when chance
 * alone would make it in fewer cases than this; stricter than the usual 1 of 20, because people look every day, and who
 * looks often enough sees chance win. `splitChance`: the usual level at which a split is taken for broken.
 */
const trialFloor = { sent: 100, splitSent: 40, chance: 0.01, splitChance: 0.001 } as const;

type Counts = Pick<TrialWording, 'letter' | 'weight' | 'sent' | 'replied'>;

/** Whether the wordings were given out as their shares say: a chi-square test. When not, something eats one of them. */
export function judgeSplit(wordings: readonly Counts[]): SequenceTrial['split'] {
  const sent = sum(wordings.map((each) => each.sent));
  const weights = sum(wordings.map(({ weight }) => weight));
  const expected = wordings.map(({ weight }) => (sent * weight) / weights);
  if (sent < trialFloor.splitSent || expected.some((each) => each < 5)) {
    return { verdict: 'too-few', text: 'Too few messages to say whether each wording gets its share.' };
  }
  const counts = wordings.map((each) => each.sent);
  const chance = chiSquareChance(chiSquare(counts, expected), degreesOf(wordings.length));
  const told = `${counts.join(' to ')}, where ${expected.map((each) => Math.round(each)).join(' to ')} was meant`;
  return chance < trialFloor.splitChance
    ? {
        verdict: 'off',
        text: `The split is off: ${told}. Chance alone does that ${inWords(chance)}, so something stops one wording more than the other. Look at what is blocked before you believe any difference.`,
      }
    : {
        verdict: 'even',
        text: `Each wording gets its share: ${told}. Chance alone strays that far ${inWords(chance)}.`,
      };
}

/**
 * Which wording people answer more. The best one is compared with each other one by a chi-square test on answered and
 * unanswered; with three wordings or four, its level is shared among the comparisons (Bonferroni).
 */
export function judgeTrial(wordings: readonly Counts[], split: SequenceTrial['split']): SequenceTrial['result'] {
  const none = { winner: null };
  const least = Math.min(...wordings.map(({ sent }) => sent));
  if (least < trialFloor.sent) {
    const text = `Nobody wins before ${trialFloor.sent} messages of each wording were sent; the smallest has ${least}.`;
    return { verdict: 'too-few', ...none, text };
  }
  if (split.verdict === 'off') {
    return { verdict: 'distrusted', ...none, text: 'No winner is named while the split is off.' };
  }
  const [best, ...others] = [...wordings].sort((one, other) => rate(other) - rate(one));
  const pairs = others.map((other) => chanceOf(best, other));
  if (best === undefined || pairs.includes(null)) {
    return { verdict: 'too-few', ...none, text: 'Too few answers by now to compare the wordings.' };
  }
  const chance = Math.min(1, Math.max(...pairs.map((each) => each ?? 1)) * others.length);
  const told = wordings.map((each) => `${each.letter} ${percent(rate(each))}`).join(', ');
  return chance < trialFloor.chance
    ? {
        ...{ verdict: 'winner', winner: best.letter },
        text: `${best.letter} is answered more (${told}). Chance alone makes such a difference ${inWords(chance)}.`,
      }
    : {
        ...{ verdict: 'no-difference', ...none },
        text: `No difference that could not be chance (${told}): it makes one like it ${inWords(chance)}.`,
      };
}

/** How likely two wordings that are equally good differ like these; null: a cell of the table expects less than five. */
function chanceOf(one: Counts | undefined, other: Counts): number | null {
  if (one === undefined) return null;
  const sent = one.sent + other.sent;
  const replied = one.replied + other.replied;
  const expected = [one, other].flatMap((each) => [
    (each.sent * replied) / sent,
    (each.sent * (sent - replied)) / sent,
  ]);
  if (expected.some((each) => each < 5)) return null;
  const counts = [one, other].flatMap((each) => [each.replied, each.sent - each.replied]);
  return chiSquareChance(chiSquare(counts, expected), 1);
}

/** A probability as people say it: "in about 3 of 100 cases". */
export function inWords(chance: number): string {
  if (chance < 0.001) return 'in fewer than 1 of 1,000 cases';
  if (chance < 0.01) return `in about ${Math.round(chance * 1000)} of 1,000 cases`;
  return `in about ${Math.min(99, Math.round(chance * 100))} of 100 cases`;
}

const degreesOf = (wordings: number): 1 | 2 | 3 => (wordings <= 2 ? 1 : wordings === 3 ? 2 : 3);
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const rate = ({ sent, replied }: Counts): number => (sent === 0 ? 0 : replied / sent);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
