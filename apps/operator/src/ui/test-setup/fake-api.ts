import { conflict, type AppError } from '@aicmo/core-kernel';
import { toProblem } from '@aicmo/core-server/contract';

/** What a request was, for the spec to look at. */
export interface AskedRequest {
  readonly method: string;
  /** With what stands behind the `?`. */
  readonly path: string;
  /** Parsed JSON; undefined without a body or with raw bytes. */
  readonly body: unknown;
}

/**
 * An answer as JSON, an AppError for a failure, a Response as it is (a stream of events), or a function of the request
 * for one that changes.
 */
export type FakeAnswer = unknown | AppError | ((request: AskedRequest) => unknown);

/**
 * Puts answers in place of the server: `fakeApi({ 'GET /api/acquisition/leads': { rows: [] } })`. What is not named
 * fails like a conflict that says so. Gives the list of what was asked. The next call replaces it.
 */
export function fakeApi(answers: Readonly<Record<string, FakeAnswer>>): readonly AskedRequest[] {
  const asked: AskedRequest[] = [];
  globalThis.fetch = async (input, init) => {
    const path = String(input);
    const method = init?.method ?? 'GET';
    const request = { method, path, body: parseBody(init?.body) };
    asked.push(request);
    const key = `${method} ${path.split('?')[0] ?? path}`;
    const given =
      key in answers ? answers[key] : conflict({ code: 'not-faked', message: `This spec answers no ${key}.` });
    const answer: unknown = typeof given === 'function' ? given(request) : given;
    if (answer instanceof Response) return answer;
    if (answer instanceof Error && 'kind' in answer) {
      const problem = toProblem(answer as AppError); // only an AppError carries a kind
      return Response.json(problem, { status: problem.status });
    }
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
  };
  return asked;
}

function parseBody(body: BodyInit | null | undefined): unknown {
  return typeof body === 'string' ? JSON.parse(body) : undefined;
}

/** A stream of server-sent events that has come to its end. */
export const eventStream = (...events: readonly unknown[]): Response =>
  new Response([...events.map((event) => `data: ${JSON.stringify(event)}`), 'event: end\ndata: {}', ''].join('\n\n'));
