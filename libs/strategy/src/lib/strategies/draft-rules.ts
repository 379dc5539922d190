import type { BriefContent } from '../../contract/brief-content.ts';
import type { Completeness, LayerField, Statement, StrategyLayer } from '../../contract/strategy.ts';
import { layerRules } from '../layers/layers.ts';

/**
 * The eight layers as far as a brief goes: statements in the brief's own words, and an open question wherever it says
 * nothing. Answers that people gave before are kept, by the id of their field; they come after the brief's words.
 */
export function draftLayers(
  brief: BriefContent,
  answers: Readonly<Record<string, readonly Statement[]>> = {},
): StrategyLayer[] {
  return layerRules.map(({ id, title, fields }) => ({
    id,
    title,
    fields: fields.map((rule) =>
      withAnswers(
        { id: rule.id, title: rule.title, question: rule.question, statements: [...rule.compose(brief)] },
        answers,
      ),
    ),
  }));
}

/** Layers with these answers of people in them: the brief's words stay, an earlier answer to the same field gives way. */
export const answerLayers = (
  layers: readonly StrategyLayer[],
  answers: Readonly<Record<string, readonly Statement[]>>,
): StrategyLayer[] =>
  layers.map((layer) => ({
    ...layer,
    fields: layer.fields.map((field) =>
      answers[field.id] ? withAnswers({ ...field, statements: field.statements.filter(isFromBrief) }, answers) : field,
    ),
  }));

/** The answers of people in a strategy, by the id of their field. */
export function answersIn(layers: readonly StrategyLayer[]): Record<string, Statement[]> {
  const answered = layers
    .flatMap((layer) => layer.fields)
    .map((field): [string, Statement[]] => [field.id, field.statements.filter((statement) => !isFromBrief(statement))]);
  return Object.fromEntries(answered.filter(([, statements]) => statements.length > 0));
}

/** How many fields say something, of all that are asked. */
export function completenessOf(layers: readonly StrategyLayer[]): Completeness {
  const fields = layers.flatMap((layer) => layer.fields);
  return { answered: fields.filter((field) => field.statements.length > 0).length, asked: fields.length };
}

function withAnswers(field: LayerField, answers: Readonly<Record<string, readonly Statement[]>>): LayerField {
  const statements = [...field.statements, ...(answers[field.id] ?? [])];
  return { ...field, statements, question: statements.length > 0 ? null : field.question };
}

const isFromBrief = (statement: Statement): boolean => statement.sources.every((source) => source.kind === 'brief');
