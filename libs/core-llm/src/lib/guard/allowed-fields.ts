import { invalid } from '@aicmo/core-kernel';
import type { AnyPrompt, FieldValue } from '../prompts/prompt.ts';

/**
 * The fields of a call, when every one is on the prompt's allow-list and none is missing. Throws `invalid`
 * (`llm-field`) otherwise, before anything leaves: a record that is passed whole must not take a person's data along.
 */
export function allowedFields(
  prompt: AnyPrompt,
  fields: Readonly<Record<string, FieldValue>>,
): Readonly<Record<string, FieldValue>> {
  const given = Object.keys(fields);
  const extra = given.filter((field) => !prompt.fields.includes(field));
  const missing = prompt.fields.filter((field) => fields[field] === undefined);
  if (extra.length === 0 && missing.length === 0) return fields;
  const found = extra.length > 0 ? `the field ${extra.join(', ')}, which it may not have` : `no ${missing.join(', ')}`;
  throw invalid({
    code: 'llm-field',
    message: `The prompt ${prompt.name} was given ${found}. It takes exactly: ${prompt.fields.join(', ') || 'nothing'}.`,
    details: { prompt: prompt.name, extra, missing },
  });
}
