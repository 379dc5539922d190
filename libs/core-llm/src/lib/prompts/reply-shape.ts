import en from 'zod/v4/locales/en.js';
import { prettifyError, safeParse, toJSONSchema, type $ZodType } from 'zod/v4/core';

/** What a schema looks like to a server, and how a reply is read with it. */
export interface ReplyShape<Reply> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Every property is required and none may be added: then servers can hold a model to it while it writes. */
  readonly isStrict: boolean;
  read(text: string): { readonly ok: true; readonly value: Reply } | { readonly ok: false; readonly problem: string };
}

/** zod/mini knows no words of its own, and a model puts right only what it is told. */
const inWords = { error: en().localeError };

/** The wire's shape of a zod schema, ordinary or mini. */
export function replyShape<Reply>(schema: $ZodType<Reply>): ReplyShape<Reply> {
  const { $schema: _, ...whole } = toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const shape = withoutLengths(whole);
  return {
    schema: shape,
    isStrict: isStrict(shape),
    read: (text) => {
      const found = jsonIn(text);
      if (found === undefined) return { ok: false, problem: 'The reply is not JSON.' };
      const read = safeParse(schema, found, inWords);
      return read.success ? { ok: true, value: read.data } : { ok: false, problem: prettifyError(read.error) };
    },
  };
}

/** The JSON value in a reply: all of it, the only fenced block, or from the first bracket to the last. Undefined if none. */
function jsonIn(text: string): unknown {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/i.exec(text)?.[1];
  const first = text.search(/[[{]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const bracketed = first >= 0 && last > first ? text.slice(first, last + 1) : undefined;
  for (const candidate of [text, fenced, bracketed]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Lengths of texts are what servers refuse in a strict schema; the reply is held against them all the same, by us. */
const withoutLengths = (shape: object): Readonly<Record<string, unknown>> =>
  JSON.parse(
    JSON.stringify(shape, (key, value: unknown) =>
      (key === 'minLength' || key === 'maxLength') && typeof value === 'number' ? undefined : value,
    ),
  );

function isStrict(shape: unknown): boolean {
  if (Array.isArray(shape)) return shape.every(isStrict);
  if (typeof shape !== 'object' || shape === null) return true;
  const node: Readonly<Record<string, unknown>> = { ...shape };
  const properties = node['properties'];
  if (typeof properties === 'object' && properties !== null) {
    const required = Array.isArray(node['required']) ? node['required'] : [];
    if (node['additionalProperties'] !== false) return false;
    if (Object.keys(properties).some((name) => !required.includes(name))) return false;
  }
  return Object.values(node).every(isStrict);
}
