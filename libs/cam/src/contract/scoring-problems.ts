import { scoreParts, type RulesProblem, type ScoringRules } from './scoring.ts';

/** Whether a number is a step of .01 from 0 to 1: what can be typed, shown and added up without rounding. */
const isHundredth = (value: number): boolean =>
  value >= 0 && value <= 1 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-9;

const partNames = { fit: 'fit', opportunity: 'opportunity' } as const;

/**
 * Everything about rules that does not hold: weights of a half that do not add up to 1, numbers that are no step of
 * .01 between 0 and 1, tiers or grades out of order. Empty when they can be saved.
 */
export function rulesProblems(rules: ScoringRules): readonly RulesProblem[] {
  return [...weightProblems(rules), ...orderProblems(rules), ...lowestProblems(rules)];
}

function weightProblems({ weights }: ScoringRules): RulesProblem[] {
  return (['fit', 'opportunity'] as const).flatMap((part) => {
    const wrong = scoreParts[part]
      .filter((key) => !isHundredth(weights[key]))
      .map((key) => notHundredth(`weights.${key}`, weights[key]));
    if (wrong.length > 0) return wrong;
    const sum = scoreParts[part].reduce((total, key) => total + Math.round(weights[key] * 100), 0);
    if (sum === 100) return [];
    const off = (Math.abs(sum - 100) / 100).toFixed(2);
    const way = sum > 100 ? `take ${off} away` : `add ${off}`;
    const text = `The weights of ${partNames[part]} add up to ${(sum / 100).toFixed(2)}; expected 1.00: ${way}.`;
    return [{ field: `weights.${part}`, text }];
  });
}

function orderProblems({ tiers, grades }: ScoringRules): RulesProblem[] {
  return [
    ...descending('tiers', [
      ['hot', 'Hot', tiers.hot],
      ['warm', 'Warm', tiers.warm],
      ['cool', 'Cool', tiers.cool],
    ]),
    ...descending('grades', [
      ['a', 'Grade A', grades.a],
      ['b', 'Grade B', grades.b],
      ['c', 'Grade C', grades.c],
    ]),
  ];
}

type Threshold = readonly [key: string, name: string, value: number];

/** Each begins above the next and above 0, so that no tier and no grade is out of reach. */
function descending(group: string, thresholds: readonly Threshold[]): RulesProblem[] {
  return thresholds.flatMap(([key, name, value], index) => {
    const field = `${group}.${key}`;
    if (!isHundredth(value)) return [notHundredth(field, value)];
    const next = thresholds[index + 1];
    if (next && value <= next[2]) {
      return [
        {
          field,
          text: `${name} begins at ${value.toFixed(2)}; expected more than ${next[1]}, which begins at ${next[2].toFixed(2)}.`,
        },
      ];
    }
    return next || value > 0
      ? []
      : [{ field, text: `${name} begins at 0.00, so nothing would be below it; expected at least 0.01.` }];
  });
}

function lowestProblems({ lowestScore }: ScoringRules): RulesProblem[] {
  return lowestScore === null || isHundredth(lowestScore) ? [] : [notHundredth('lowestScore', lowestScore)];
}

const notHundredth = (field: string, value: number): RulesProblem => ({
  field,
  text: `Found ${value}; expected a number from 0 to 1 with two decimals, such as 0.25.`,
});
