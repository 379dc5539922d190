import * as z from 'zod/mini';
import { invalid } from '@aicmo/core-kernel';
import { BriefContent } from '../../contract/brief-content.ts';
import { briefField, briefSections } from '../../contract/brief-fields.ts';
import type { MissingField } from '../../contract/brief.ts';
import { quote } from '../layers/quote.ts';

/**
 * Reads what somebody typed into a brief. Throws `invalid` (code `brief-invalid`) whose details name every wrong
 * field with its message, so that a form can show each at its place.
 */
export function parseBriefContent(typed: unknown): BriefContent {
  const read = z.safeParse(BriefContent, typed);
  if (read.success) return withoutEmptyLines(read.data);
  const fields: Record<string, string> = {};
  for (const issue of read.error.issues) fields[String(issue.path[0] ?? 'brief')] ??= issue.message;
  const named = Object.entries(fields).map(([id, message]) => `${briefField(id)?.label ?? 'Brief'}: ${message}`);
  throw invalid({
    code: 'brief-invalid',
    message: `The brief was not saved. ${named.join(' ')}`,
    details: { fields },
  });
}

/** A list is typed one entry a line: empty lines between entries are no entries. */
function withoutEmptyLines(brief: BriefContent): BriefContent {
  const entries = Object.entries(brief).map(([id, value]) => [
    id,
    Array.isArray(value) ? value.filter((line) => line !== '') : value,
  ]);
  return Object.fromEntries(entries) as BriefContent; // the same keys with values of the same types
}

/** What a draft still needs, in the order of the form; a field that only holds a place (TBD) counts as empty. */
export function missingForDraft(brief: BriefContent): MissingField[] {
  return briefSections
    .flatMap((section) => section.fields)
    .filter((field) => field.needed === true && quote(brief, field.id).length === 0)
    .map(({ id, label, kind }) => ({ field: id, label, need: needOf(kind, brief[id]) }));
}

function needOf(kind: string, value: BriefContent[keyof BriefContent]): string {
  const isEmpty = value === null || value.length === 0;
  const found = isEmpty ? 'Nothing is written here' : 'Only a placeholder is written here';
  return `${found}; ${kind === 'list' ? 'at least one line is needed' : 'one sentence is enough'}.`;
}
