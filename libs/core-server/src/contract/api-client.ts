import { internal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { DownloadedFile, Endpoint, EndpointTable, ParamsOf, Schema } from './endpoints.ts';
import { readEvents } from './event-stream.ts';
import { parseFetchFailure, parseProblem } from './problem.ts';

type Scalar = string | number | boolean | null | undefined;
type QueryInput<Q> = { readonly [K in keyof Q]: unknown extends Q[K] ? Scalar : Q[K] };

type ParamsPart<E extends Endpoint> = keyof ParamsOf<E> extends never ? unknown : { readonly params: ParamsOf<E> };
type QueryPart<E extends Endpoint> = E['query'] extends Schema
  ? Partial<z.input<E['query']>> extends z.input<E['query']>
    ? { readonly query?: QueryInput<z.input<E['query']>> }
    : { readonly query: QueryInput<z.input<E['query']>> }
  : unknown;
type BodyPart<E extends Endpoint> = E['body'] extends 'bytes' | 'stream'
  ? { readonly bytes: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string }
  : E['body'] extends Schema
    ? { readonly body: z.input<E['body']> }
    : unknown;

/** What one call is given: parameters, query and body as the endpoint declares them, and a signal to give up by. */
export type CallInput<E extends Endpoint> = ParamsPart<E> &
  QueryPart<E> &
  BodyPart<E> & { readonly signal?: AbortSignal };

/** What one call gives: a promise of the parsed result or of a file, or an async iterable of events. */
export type CallAnswer<E extends Endpoint> = E['events'] extends Schema
  ? AsyncIterable<z.output<E['events']>>
  : E['file'] extends true
    ? Promise<DownloadedFile>
    : Promise<E['result'] extends Schema ? z.output<E['result']> : undefined>;

type Call<E extends Endpoint> =
  Record<never, never> extends CallInput<E>
    ? (input?: CallInput<E>) => CallAnswer<E>
    : (input: CallInput<E>) => CallAnswer<E>;

/** One typed function for each endpoint of a contract. */
export type ApiClient<Table extends EndpointTable> = { readonly [Name in keyof Table]: Call<Table[Name]> };

export interface ApiClientOptions {
  /** The browser's own by default. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Put before each path; empty by default, so that calls go to the page's own origin. */
  readonly baseUrl?: string;
}

/** What every call may carry, once the types above have done their work. */
interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, Scalar>>;
  readonly body?: unknown;
  readonly bytes?: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;
  readonly signal?: AbortSignal;
}

/**
 * The client of a contract: `api.lead({ params: { leadId } })`. Each call throws an AppError parsed from the server's
 * problem details; `server-unreachable` when nothing answers, `answer-unexpected` when the answer breaks the contract.
 */
export function createApiClient<Table extends EndpointTable>(
  table: Table,
  options: ApiClientOptions = {},
): ApiClient<Table> {
  const send = options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init));
  const calls = Object.entries(table).map(([name, endpoint]) => [
    name,
    (input: LooseInput = {}) => {
      const ask = () => request(endpoint, input, send, options.baseUrl ?? '');
      return endpoint.events === undefined ? answer(endpoint, ask) : readEvents(endpoint.events, ask);
    },
  ]);
  // The loop above makes exactly one call of the right shape for each name; TypeScript cannot follow fromEntries.
  return Object.fromEntries(calls) as ApiClient<Table>;
}

async function request(
  endpoint: Endpoint,
  input: LooseInput,
  send: NonNullable<ApiClientOptions['fetch']>,
  baseUrl: string,
): Promise<Response> {
  const response = await send(baseUrl + fillPath(endpoint.path, input), {
    method: endpoint.method,
    headers: {
      accept: accepted(endpoint),
      ...contentType(input),
    },
    credentials: 'same-origin',
    ...(input.bytes !== undefined ? { body: input.bytes } : {}),
    ...(input.body !== undefined ? { body: JSON.stringify(input.body) } : {}),
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  }).catch((error: unknown) => {
    throw parseFetchFailure(error);
  });
  if (!response.ok) throw parseProblem(response.status, await readJson(response));
  return response;
}

function accepted(endpoint: Endpoint): string {
  if (endpoint.file) return '*/*';
  return endpoint.events === undefined ? 'application/json' : 'text/event-stream';
}

function contentType(input: LooseInput): Readonly<Record<string, string>> {
  if (input.bytes !== undefined) return { 'content-type': 'application/octet-stream' };
  return input.body === undefined ? {} : { 'content-type': 'application/json' };
}

function fillPath(path: string, input: LooseInput): string {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

async function answer(endpoint: Endpoint, ask: () => Promise<Response>): Promise<unknown> {
  const response = await ask();
  if (endpoint.file) return { fileName: fileNameOf(response), blob: await response.blob() };
  if (endpoint.result === undefined) return undefined;
  const read = z.safeParse(endpoint.result, await readJson(response));
  if (read.success) return read.data;
  throw internal({
    code: 'answer-unexpected',
    message: 'The server answered in a shape that this page does not know. Reload the page: it may be an older build.',
    details: { path: endpoint.path, where: read.error.issues.slice(0, 3).map((issue) => issue.path.join('.')) },
  });
}

/** As the server names it (RFC 6266). */
function fileNameOf(response: Response): string {
  const name = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return name === undefined ? 'download' : decodeURIComponent(name);
}

/** The JSON of an answer; undefined when it is none, which the caller's schema then refuses in words. */
async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}
