import { briefField } from '../../contract/brief-fields.ts';
import type { BriefContent, BriefFieldId } from '../../contract/brief-content.ts';
import type { Statement } from '../../contract/strategy.ts';
import { isPlaceholder } from './placeholder-rules.ts';

/** Words of the brief, with the place they were found in. */
export interface Quote {
  readonly field: BriefFieldId;
  /** The line of a list, from 0. */
  readonly item?: number;
  readonly words: string;
}

/** Everything usable that the brief says in a field, in its order: nothing for an empty or placeholder text. */
export function quote(brief: BriefContent, field: BriefFieldId): readonly Quote[] {
  const value = brief[field];
  if (value === null || value === '') return [];
  if (Array.isArray(value)) {
    return value.flatMap((text, item) => (isPlaceholder(text) ? [] : [{ field, item, words: withoutStop(text) }]));
  }
  const choice = briefField(field)?.choices?.find((option) => option.value === value);
  if (choice) return [{ field, words: choice.label }];
  return isPlaceholder(value) ? [] : [{ field, words: withoutStop(value) }];
}

/** A statement of fixed words around quoted ones; every quote becomes a source. */
export function say(fixed: TemplateStringsArray, ...quotes: readonly Quote[]): Statement {
  const text = fixed.reduce((before, words, index) => before + (quotes[index - 1]?.words ?? '') + words);
  return { text, sources: quotes.map((source) => ({ kind: 'brief', ...source })) };
}

/** Each quote as a statement of its own, word for word. */
export const verbatim = (quotes: readonly Quote[]): Statement[] => quotes.map((one) => say`${one}`);

const withoutStop = (text: string): string => text.trim().replace(/[\s.;,]+$/u, '');
