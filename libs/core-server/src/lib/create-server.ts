import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newId, type AppError, type Clock, type Id } from '@aicmo/core-kernel';
import { createAccessGate, type AccessGate } from './access-token.ts';
import { problemResponse } from './answer.ts';
import type { Log } from './log.ts';
import { createRequestGuard, type AddressOptions, type RequestHead } from './request-guard.ts';
import type { BodyLimits } from './request-input.ts';
import { createPartRouter, noEndpoint, type RequestFacts, type RoutePart } from './route-parts.ts';
import { securityHeaders } from './security-headers.ts';
import { admitted, createSignIn, signInFirst } from './sign-in.ts';

/** A request for something that is not the API: a page or a file. */
export interface PageRequest {
  readonly request: Request;
  readonly requestId: string;
  /** Set in development only: the nonce that this answer's inline scripts carry. */
  readonly nonce: string | undefined;
}

export interface ServerOptions<Context> {
  /** Said on the sign-in page. */
  readonly productName: string;
  readonly address: AddressOptions;
  /** Without it everyone who reaches the address is let in; an address beyond this machine then refuses to start. */
  readonly accessToken?: string | undefined;
  /** What the handlers are opened with: the workspace. */
  readonly context: Context;
  readonly parts: readonly RoutePart<Context>[];
  /** Answers what is not the API; undefined means not found. */
  readonly pages?: (page: PageRequest) => Promise<Response | undefined>;
  readonly log: Log;
  readonly clock: Clock;
  readonly limits?: Partial<BodyLimits>;
  /** Lets inline scripts with a nonce through; false by default. */
  readonly development?: boolean;
}

/** What Node knows of a request and the Request does not say. */
export interface RequestOrigin {
  readonly incoming?: IncomingMessage;
}

/** A server without a port: every request is guarded, answered and described here. */
export interface HttpServer {
  readonly address: AddressOptions;
  readonly hasAccessToken: boolean;
  readonly log: Log;
  fetch(request: Request, origin?: RequestOrigin): Promise<Response>;
  /** Why a request that something else answers (a development server's middleware) must be refused, if it must. */
  refuse(incoming: IncomingMessage): AppError | undefined;
  /** Ends streams of events, so that the connections can end. */
  stopStreams(): void;
}

type Gate = AccessGate | undefined;

/** Builds the server of an app; {@link serve} gives it a port. Importing or building it opens nothing. */
export function createServer<Context>(options: ServerOptions<Context>): HttpServer {
  const limits = { jsonBytes: 1_000_000, uploadBytes: 64_000_000, ...options.limits };
  const { log, clock, address } = options;
  const stopping = new AbortController();
  const guard = createRequestGuard(address);
  const gate: Gate =
    options.accessToken === undefined ? undefined : createAccessGate(options.accessToken, address.port, clock);
  const signIn = gate === undefined ? undefined : createSignIn(gate, options.productName, clock);
  const router = createPartRouter({ context: options.context, parts: options.parts, limits, log });

  const answer = async (request: Request, facts: RequestFacts, nonce: string | undefined) => {
    const { pathname } = new URL(request.url);
    const part = /^\/api\/([a-z][a-z0-9-]*)(?:\/|$)/.exec(pathname)?.[1];
    if (part !== undefined) return router.answer(part, request, facts);
    const page = pathname.startsWith('/api/')
      ? undefined
      : await options.pages?.({ request, requestId: facts.requestId, nonce });
    if (page === undefined) throw noEndpoint(request);
    return page;
  };

  const fetch = async (request: Request, origin: RequestOrigin = {}) => {
    const requestId = newId<Id<'request'>>(clock);
    const nonce = options.development === true ? randomBytes(16).toString('base64') : undefined;
    const facts = {
      requestId,
      signal: AbortSignal.any([request.signal, stopping.signal]),
      log: log.with({ requestId }),
    };
    const response = await guarded(request, origin, facts, async () => {
      const refused = guard(headOf(request, origin.incoming));
      if (refused !== undefined) throw refused;
      return (await signIn?.answer(request, requestId)) ?? (await answer(request, facts, nonce));
    });
    return described(response, requestId, nonce);
  };

  return {
    address,
    hasAccessToken: gate !== undefined,
    log,
    fetch,
    refuse: (incoming) => guard(headOfIncoming(incoming)) ?? notAdmitted(gate, incoming),
    stopStreams: () => {
      stopping.abort();
    },
  };
}

/** Turns whatever is thrown into its answer, and writes one line about the request. */
async function guarded(
  request: Request,
  origin: RequestOrigin,
  facts: RequestFacts,
  work: () => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  const response = await work().catch((error: unknown) => {
    const answer = problemResponse(error, facts.requestId);
    if (answer.status === 500) facts.log.error('A request failed', { path: new URL(request.url).pathname, error });
    return answer;
  });
  facts.log.debug('Request', {
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
    ms: Math.round(performance.now() - started),
    from: origin.incoming?.socket.remoteAddress,
  });
  return response;
}

function described(response: Response, requestId: string, nonce: string | undefined): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders(nonce))) headers.set(name, value);
  headers.set('x-request-id', requestId);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}

function headOf(request: Request, incoming: IncomingMessage | undefined): RequestHead {
  if (incoming !== undefined) return headOfIncoming(incoming);
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname,
    header: (name) => request.headers.get(name) ?? undefined,
    hostCount: 1,
    localPort: undefined,
  };
}

function headOfIncoming(incoming: IncomingMessage): RequestHead {
  const header = (name: string) => {
    const value = incoming.headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    header,
    hostCount: incoming.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length,
    localPort: incoming.socket.localPort,
  };
}

function notAdmitted(gate: Gate, incoming: IncomingMessage): AppError | undefined {
  if (gate === undefined) return undefined;
  const headers = new Headers();
  for (const name of ['cookie', 'authorization'] as const) {
    const value = incoming.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return admitted(gate, { headers }) ? undefined : signInFirst();
}
