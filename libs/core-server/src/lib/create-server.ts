import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newId, type AppError, type Clock, type Id } from '@aicmo/core-kernel';
import { createAccessGate, type AccessGate } from './access-token.ts';
import { problemResponse } from './answer.ts';
import type { Log } from './log.ts';
import { createEntryCodes } from './entry-codes.ts';
import { answerHealth, type HealthSource } from './health.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { createRequestGuard, type AddressOptions, type RequestHead } from './request-guard.ts';
import type { BodyLimits } from './request-input.ts';
import { createPartRouter, noEndpoint, type RequestFacts, type RoutePart } from './route-parts.ts';
import { securityHeaders } from './security-headers.ts';
import { createSignIn, isSecure, shownProof, signInFirst } from './sign-in.ts';

/** A request for something that is not the API: a page or a file. */
export interface PageRequest {
  readonly request: Request;
  readonly requestId: string;
  /** Set in development only: the nonce that this answer's inline scripts carry. */
  readonly nonce: string | undefined;
  /** The session that the caller proved; undefined for one who has not signed in. */
  readonly session: string | undefined;
}

export interface ServerOptions<Context> {
  /** Said on the sign-in page. */
  readonly productName: string;
  readonly address: AddressOptions;
  /** Without it everyone who reaches the address is let in; an address beyond this machine then refuses to start. */
  readonly accessToken?: string | undefined;
  /**
   * The token of this one start, for a server that has no access token: reading stays open to whoever reaches its
   * loopback address, and what changes something needs it.
   */
  readonly startToken?: string;
  /** Where the token is found, in one sentence for whoever must sign in. */
  readonly signInHint?: string;
  /** A session ends after so long without a request; after 30 days by default. */
  readonly sessionIdleMs?: number;
  /** What `/readyz` and `/healthz` tell; without it only `/livez` answers. */
  readonly health?: HealthSource;
  /** Values that no answer may hold, in no encoding; see `knownSecrets`. */
  readonly secrets?: readonly (string | undefined)[];
  /** For screens that write inline styles; false by default. */
  readonly inlineStyles?: boolean;
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
  /**
   * The answer to a request that must not even be read: a Host like `x.127.0.0.1` is no address, so that no Request can be
   * made of it. Undefined lets it pass.
   */
  refusal(incoming: IncomingMessage): Response | undefined;
  /** A code that opens one session, for the address that a start prints; undefined where there is no token. */
  issueEntryCode(): string | undefined;
  /** Ends streams of events, so that the connections can end. */
  stopStreams(): void;
}

type Gate = AccessGate | undefined;

const tokenHint = 'It is the value of AICMO_ACCESS_TOKEN.';
const nothingToTell: HealthSource = {
  ready: () => Promise.resolve(true),
  report: () => Promise.reject(new Error('This server has no report of its health.')),
};

/** Builds the server of an app; {@link serve} gives it a port. Importing or building it opens nothing. */
export function createServer<Context>(options: ServerOptions<Context>): HttpServer {
  const limits = { jsonBytes: 1_000_000, uploadBytes: 64_000_000, ...options.limits };
  const { log, clock, address, signInHint = tokenHint } = options;
  const stopping = new AbortController();
  const guard = createRequestGuard(address);
  const gate = gateOf(options);
  const codes = createEntryCodes(clock);
  const signIn =
    gate === undefined
      ? undefined
      : createSignIn({
          gate,
          codes,
          productName: options.productName,
          clock,
          readsNeedIt: options.accessToken !== undefined,
          hint: signInHint,
        });
  const redactor = createRedactor(options.secrets);
  const router = createPartRouter({ context: options.context, parts: options.parts, limits, log, redactor });

  const answer = async (request: Request, facts: RequestFacts, nonce: string | undefined) => {
    const { pathname } = new URL(request.url);
    const part = /^\/api\/([a-z][a-z0-9-]*)(?:\/|$)/.exec(pathname)?.[1];
    if (part !== undefined) return router.answer(part, request, facts);
    const session = gate?.session(shownProof(request));
    const page = pathname.startsWith('/api/')
      ? undefined
      : await options.pages?.({ request, requestId: facts.requestId, nonce, session });
    if (page === undefined) throw noEndpoint(request);
    return page;
  };

  const health = async (request: Request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const isKnown = gate?.session(shownProof(request)) !== undefined;
    const { pathname } = new URL(request.url);
    return answerHealth(options.health ?? nothingToTell, { pathname, isKnown, log });
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
      return (
        (await health(request)) ?? (await signIn?.answer(request, requestId)) ?? (await answer(request, facts, nonce))
      );
    });
    const renewed = response.headers.has('set-cookie')
      ? undefined
      : gate?.renew(shownProof(request), isSecure(request));
    return described(await withoutSecrets(response, redactor), { requestId, nonce, renewed, ...options });
  };

  return {
    address,
    hasAccessToken: options.accessToken !== undefined,
    log,
    fetch,
    refuse: (incoming) => guard(headOfIncoming(incoming)) ?? notAdmitted(options, gate, incoming),
    refusal: (incoming) => {
      const refused = guard(headOfIncoming(incoming));
      if (refused === undefined) return undefined;
      const requestId = newId<Id<'request'>>(clock);
      return described(problemResponse(refused, requestId), {
        requestId,
        nonce: undefined,
        renewed: undefined,
        ...options,
      });
    },
    issueEntryCode: () => (gate === undefined ? undefined : codes.issue()),
    stopStreams: () => {
      stopping.abort();
    },
  };
}

function gateOf<Context>({ accessToken, startToken, ...options }: ServerOptions<Context>): Gate {
  const token = accessToken ?? startToken;
  if (token === undefined) return undefined;
  return createAccessGate({ token, port: options.address.port, clock: options.clock, idleMs: options.sessionIdleMs });
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

/** Words only: a build's scripts and pictures hold none, and a stream of events is cleaned where it is written. */
const wordyMedia = /^(?:text\/(?:html|plain)|application\/(?:[a-z.-]+\+)?json)/;

/** The last place before an answer leaves. */
async function withoutSecrets(response: Response, redactor: Redactor): Promise<Response> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  const location = headers.get('location');
  if (location !== null) headers.set('location', redactor.values(location).replaceAll('•', '*'));
  if (response.body === null || !wordyMedia.test(type) || headers.has('content-encoding')) return response;
  return new Response(redactor.values(await response.text()), { status, headers });
}

interface Description {
  readonly requestId: string;
  readonly nonce: string | undefined;
  readonly renewed: string | undefined;
  readonly inlineStyles?: boolean;
}

function described(response: Response, { requestId, nonce, renewed, inlineStyles }: Description): Response {
  const headers = new Headers(response.headers);
  const isPage = (headers.get('content-type') ?? '').startsWith('text/html');
  const own = securityHeaders({ nonce, isPage, ...(inlineStyles === undefined ? {} : { inlineStyles }) });
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  headers.set('x-request-id', requestId);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (renewed !== undefined) headers.set('set-cookie', renewed);
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

/** For what a development server's middleware answers: files, which are reading. */
function notAdmitted(
  { accessToken, signInHint = tokenHint }: Pick<ServerOptions<unknown>, 'accessToken' | 'signInHint'>,
  gate: Gate,
  incoming: IncomingMessage,
): AppError | undefined {
  if (gate === undefined || accessToken === undefined) return undefined;
  const { cookie, authorization } = incoming.headers;
  return gate.session({ cookie, authorization }) === undefined ? signInFirst(signInHint) : undefined;
}
