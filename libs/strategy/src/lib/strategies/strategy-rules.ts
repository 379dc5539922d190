import { conflict, invalid, type AppError } from '@aicmo/core-kernel';
import type { LayerField, Statement, StrategyLayer, StrategyState } from '../../contract/strategy.ts';
import { isPlaceholder } from '../layers/placeholder-rules.ts';

/** Every legal move of one version. DOMAIN section 3, artifact version. */
const moves: Readonly<Record<StrategyState, readonly StrategyState[]>> = {
  DRAFT: ['IN_REVIEW', 'ARCHIVED'],
  IN_REVIEW: ['APPROVED', 'CHANGES_REQUESTED', 'ARCHIVED'],
  APPROVED: ['STALE', 'ARCHIVED'],
  CHANGES_REQUESTED: ['ARCHIVED'],
  STALE: ['IN_REVIEW', 'ARCHIVED'],
  ARCHIVED: [],
};

const words: Readonly<Record<StrategyState, string>> = {
  DRAFT: 'a draft',
  IN_REVIEW: 'in review',
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'waiting for changes',
  STALE: 'out of date',
  ARCHIVED: 'archived',
};

/** Whether a version may go from one state to the other. */
export const mayMove = (from: StrategyState, to: StrategyState): boolean => moves[from].includes(to);

/** The refusal of an illegal move, by the names of both states. */
export const illegalMove = (from: StrategyState, to: StrategyState): AppError =>
  conflict({
    code: 'strategy-move',
    message: `This version is ${words[from]}, so it cannot become ${words[to]}.`,
    details: { from, to },
  });

/**
 * The answers of a person as statements. Throws `invalid` (code `answer-invalid`) whose details name each field that
 * the strategy does not have, or whose answer is empty or only holds a place.
 */
export function parseAnswers(
  layers: readonly StrategyLayer[],
  answers: Readonly<Record<string, string>>,
  person: { readonly by: string; readonly at: string },
): Record<string, Statement[]> {
  const known = new Map(layers.flatMap((layer) => layer.fields).map((field) => [field.id, field]));
  const fields: Record<string, string> = {};
  const statements: Record<string, Statement[]> = {};
  for (const [id, typed] of Object.entries(answers)) {
    const text = typed.trim();
    const wrong = faultOf(known.get(id), text);
    if (wrong) fields[id] = wrong;
    else statements[id] = [{ text, sources: [{ kind: 'person', ...person, words: text }] }];
  }
  const faults = Object.values(fields);
  if (faults.length > 0 || Object.keys(statements).length === 0) {
    const message = faults.join(' ') || 'Nothing was answered. Write at least one answer.';
    throw invalid({ code: 'answer-invalid', message, details: { fields } });
  }
  return statements;
}

function faultOf(field: LayerField | undefined, text: string): string | undefined {
  if (!field) return 'The strategy does not ask this question.';
  if (text === '') return `${field.title}: write an answer.`;
  if (text.length > 2000) return `${field.title}: keep this to 2,000 characters.`;
  return isPlaceholder(text)
    ? `${field.title}: “${text.slice(0, 40)}” only holds a place; write the answer.`
    : undefined;
}
