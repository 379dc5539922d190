import { newId } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { isFailure, type Answered } from '../calls/call.ts';
import { plainOutside } from '../guard/plain-outside.ts';
import type { Answer, AskOptions } from '../llm.ts';
import { failure, type Failure } from '../provider/failure.ts';
import { notProtocol, usageOf } from '../provider/read-chat.ts';
import { provenanceOf } from './generate.ts';
import type { EngineParts } from './parts.ts';
import { askModels, openingOf, withQuestion } from './question.ts';

const Vectors = z.object({
  data: z.array(z.object({ index: z.nullish(z.number()), embedding: z.array(z.number()).check(z.minLength(1)) })),
  usage: z.nullish(z.unknown()),
});

/** A vector for each text. Fallback models do not count: vectors of two models cannot be compared. */
export function embed(
  parts: EngineParts,
  request: AskOptions & { readonly texts: readonly string[] },
): Promise<Answer<readonly (readonly number[])[]>> {
  return withQuestion(parts, request, async (question) => {
    const input = request.texts.map((text) => plainOutside(text));
    const inputs = Object.fromEntries(input.map((text, index) => [`text ${index + 1}`, text]));
    const asked = await askModels(parts, { ...question, models: [question.settings.embeddingModel] }, (model) => {
      const body = { model, input, encoding_format: 'float' as const };
      return {
        ...{ id: newId(parts.clock), body, mostTokensOut: 0, keepContent: request.keepContent ?? false },
        opening: openingOf(question.id, request.asker, null, inputs),
        send: async (client, signal) => read(await client.embeddings.create(body, { signal }), input.length),
      };
    });
    return { value: asked.reply, provenance: provenanceOf(question, null, [asked]) };
  });
}

function read(found: unknown, count: number): Answered<readonly (readonly number[])[]> | Failure {
  const vectors = Vectors.safeParse(found);
  if (!vectors.success) {
    const other = notProtocol(found);
    return isFailure(other) ? other : failure('llm-empty-reply', 'The model service gave no vectors.');
  }
  const { data, usage } = vectors.data;
  if (data.length !== count) {
    return failure('llm-empty-reply', `The model service gave ${data.length} vectors for ${count} texts. Try again.`);
  }
  const ordered = data.map(({ index, embedding }, place) => [index ?? place, embedding] as const);
  const reply = ordered.toSorted(([one], [other]) => one - other).map(([, vector]) => vector);
  return { reply, usage: usageOf(usage), written: '' };
}
