import type { BriefContent, BriefFieldId } from '../../contract/brief-content.ts';
import type { Statement } from '../../contract/strategy.ts';
import { quote, verbatim, type Quote } from './quote.ts';

/** How one field of a layer is composed from a brief, and what is asked when the brief does not say it. */
export interface FieldRule {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** No statement means: only a person can fill this. */
  compose(brief: BriefContent): readonly Statement[];
}

/** How one of the eight layers is composed. */
export interface LayerRule {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly FieldRule[];
}

/** A field that repeats what the brief says in these fields, word for word. */
export const told = (id: string, title: string, from: readonly BriefFieldId[], question: string): FieldRule => ({
  id,
  title,
  question,
  compose: (brief) => from.flatMap((field) => verbatim(quote(brief, field))),
});

/** A field composed of words from several fields; without any one of them it stays open. */
export const composed = (
  id: string,
  title: string,
  from: readonly BriefFieldId[],
  question: string,
  compose: (...quotes: readonly Quote[]) => Statement,
): FieldRule => ({
  id,
  title,
  question,
  compose: (brief) => {
    const found = from.flatMap((field) => quote(brief, field).slice(0, 1));
    return found.length === from.length ? [compose(...found)] : [];
  },
});

/** A field that a brief never answers: a judgement that somebody has to own. */
export const judgement = (id: string, title: string, question: string): FieldRule => ({
  id,
  title,
  question,
  compose: () => [],
});
