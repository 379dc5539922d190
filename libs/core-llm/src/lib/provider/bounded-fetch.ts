import { unavailable } from '@aicmo/core-kernel';
import { webPage } from './failure.ts';
import type { LlmFetch } from '../ports/llm-door.ts';

/** The most that a reply may weigh. The longest that a model writes is below one megabyte. */
export const mostReplyBytes = 8_000_000;

/**
 * A fetch whose replies end with an error instead of filling the memory (`llm-too-big`) or passing for an answer
 * (`llm-web-page`: the network's sign-in page answers 200 to everything), and that follows nobody elsewhere.
 */
export function boundedFetch(fetch: LlmFetch, mostBytes: number): LlmFetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    if (response.body === null) return response;
    if (response.ok && /^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
      await response.body.cancel();
      throw webPage().error;
    }
    const told = response.headers.get('content-length');
    if (told !== null && Number(told) > mostBytes) {
      await response.body.cancel();
      throw tooBig(mostBytes);
    }
    // HTTP itself holds a body to its told length, unless it grows by unpacking: then there is nothing to count.
    if (told !== null && response.headers.get('content-encoding') === null) return response;
    let bytes = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        if (bytes > mostBytes) controller.error(tooBig(mostBytes));
        else controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), {
      ...{ status: response.status, statusText: response.statusText, headers: response.headers },
    });
  };
}

const tooBig = (mostBytes: number) =>
  unavailable({
    code: 'llm-too-big',
    message: `The model's reply is larger than ${mostBytes / 1e6} MB, so it was broken off. Ask for less, or check OPENAI_BASE_URL.`,
  });
