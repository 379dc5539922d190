import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { toJSONSchema } from 'zod/v4/core';
import type { AnyPrompt } from './prompt.ts';

/** SHA-256 (hex) over the canonical form (RFC 8785) of a value that JSON can hold. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? 'undefined')
    .digest('hex');

/** SHA-256 (hex) over everything of a prompt that a model can notice: all but its name and version. */
export function promptHash({ instructions, fields, schema, examples }: AnyPrompt): string {
  const shape = schema === null ? null : toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return hashOf(JSON.parse(JSON.stringify({ instructions, fields, shape, examples })));
}
