import { briefSections, type BriefContent } from '@aicmo/strategy/contract';

/** What stands in the fields of the form, by the id of the field; a list is typed one entry a line. */
export type TypedBrief = Readonly<Record<string, string>>;

const fields = briefSections.flatMap((section) => section.fields);

/** A stored brief as it stands in the fields. */
export const typedFrom = (content: Partial<BriefContent>): TypedBrief =>
  Object.fromEntries(
    fields.map(({ id }) => {
      const value = content[id];
      return [id, typeof value === 'string' ? value : (value?.join('\n') ?? '')];
    }),
  );

/** What is typed as the server takes it: lines of a list apart, an open choice as null. */
export const contentFrom = (typed: TypedBrief): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ id, kind }) => {
      const text = typed[id] ?? '';
      if (kind === 'list') return [id, text.split('\n')];
      return [id, kind === 'choice' && text === '' ? null : text];
    }),
  );

/** Reads back what was kept; undefined for anything else. */
export function readTyped(stored: unknown): TypedBrief | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const entries = Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
