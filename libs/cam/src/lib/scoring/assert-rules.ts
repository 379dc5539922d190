import { invalid } from '@aicmo/core-kernel';
import { rulesProblems } from '../../contract/scoring-problems.ts';
import type { ScoringRules } from '../../contract/scoring.ts';

/** Throws `invalid` (`scoring-rules`) with every problem in `details.problems`. */
export function assertRules(rules: ScoringRules): void {
  const problems = rulesProblems(rules);
  if (problems.length === 0) return;
  const text = problems.map((problem) => problem.text).join(' ');
  throw invalid({ code: 'scoring-rules', message: text, details: { problems } });
}
