import { internal, invalid, notFound, toAppError, unavailable, type AppError } from '@aicmo/core-kernel';
import type { Hono } from 'hono';
import type { Endpoint, FileAnswer } from '../contract/endpoints.ts';
import { eventResponse, fileResponse, problemResponse, resultResponse } from './answer.ts';
import type { LooseHandler, RouteModule } from './define-routes.ts';
import type { Log } from './log.ts';
import type { Redactor } from './redact.ts';
import { readInput, type BodyLimits } from './request-input.ts';

/** One part of an API: `/api/<id>` and everything below it, loaded when it is first asked for. */
export interface RoutePart<Context> {
  readonly id: string;
  load(): Promise<RouteModule<Context>>;
}

/** What the server knows of a request besides the request. */
export interface RequestFacts {
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Answers requests for parts. */
export interface PartRouter {
  answer(id: string, request: Request, facts: RequestFacts): Promise<Response>;
}

export interface PartRouterOptions<Context> {
  readonly context: Context;
  readonly parts: readonly RoutePart<Context>[];
  readonly limits: BodyLimits;
  readonly log: Log;
  /** Cleans a stream of events, event by event. */
  readonly redactor: Redactor;
}

type PartApp = Hono<{ Bindings: RequestFacts }>;

/**
 * Loads each part on its first request and keeps it. A part that cannot be loaded answers 503 for itself alone, and is
 * tried again at the next request: what was missing may be there by then.
 */
export function createPartRouter<Context>(options: PartRouterOptions<Context>): PartRouter {
  const loaded = new Map<string, Promise<PartApp>>();
  const open = (part: RoutePart<Context>): Promise<PartApp> => {
    const known = loaded.get(part.id);
    if (known !== undefined) return known;
    const loading = buildPart(part, options).catch((error: unknown) => {
      loaded.delete(part.id);
      options.log.error('A part of the API could not be loaded', { part: part.id, error });
      throw notLoaded(part.id, error);
    });
    loaded.set(part.id, loading);
    return loading;
  };
  return {
    answer: async (id, request, facts) => {
      const part = options.parts.find((entry) => entry.id === id);
      if (part === undefined) throw noEndpoint(request);
      return (await open(part)).fetch(request, facts);
    },
  };
}

async function buildPart<Context>(part: RoutePart<Context>, options: PartRouterOptions<Context>): Promise<PartApp> {
  const { Hono: HonoApp } = await import('hono');
  const routes = await part.load();
  const handlers = routes.open(options.context);
  const app: PartApp = new HonoApp<{ Bindings: RequestFacts }>();
  for (const [name, endpoint] of Object.entries(routes.contract)) {
    const handler = handlers[name];
    if (handler === undefined || !`${endpoint.path}/`.startsWith(`/api/${part.id}/`)) throw misplaced(part.id, name);
    app.on(endpoint.method, endpoint.path, (context) =>
      answer(endpoint, handler, context.req.raw, context.req.param(), context.env, options),
    );
  }
  const methods = Map.groupBy(Object.values(routes.contract), (endpoint) => endpoint.path);
  for (const [path, endpoints] of methods) {
    app.all(path, (context) => methodRefused(context.req.method, endpoints, context.env.requestId));
  }
  app.notFound((context) => problemResponse(noEndpoint(context.req.raw), context.env.requestId));
  app.onError((error, context) => failed(error, context.req.raw, context.env));
  return app;
}

async function answer(
  endpoint: Endpoint,
  handler: LooseHandler,
  request: Request,
  params: Readonly<Record<string, string>>,
  facts: RequestFacts,
  { limits, redactor }: Pick<PartRouterOptions<unknown>, 'limits' | 'redactor'>,
): Promise<Response> {
  const input = { params, ...(await readInput(endpoint, request, limits)), ...facts };
  // defineRoutes typed the handler of an endpoint with a file as one that gives a file.
  if (endpoint.file) return fileResponse((await handler(input)) as FileAnswer);
  if (endpoint.events === undefined) return resultResponse(endpoint, await handler(input));
  // defineRoutes typed the handler of an endpoint with events as one that gives an async iterable.
  const events = handler(input) as AsyncIterable<unknown>;
  return eventResponse({ endpoint, events, redactor, ...facts });
}

/** What was asked wrongly is the caller's to read; what we failed at is ours, with its cause in the log. */
function failed(caught: unknown, request: Request, facts: RequestFacts): Response {
  const error = toAppError(caught);
  const place = { method: request.method, path: new URL(request.url).pathname };
  if (error.kind === 'internal') facts.log.error('A request failed', { ...place, error: caught });
  else facts.log.debug('A request was refused', { ...place, code: error.code });
  return problemResponse(error, facts.requestId);
}

function methodRefused(method: string, endpoints: readonly Endpoint[], requestId: string): Response {
  const allowed = endpoints.map((endpoint) => endpoint.method).join(', ');
  const error = invalid({ code: 'method-refused', message: `Found ${method}; this address takes ${allowed}.` });
  const response = problemResponse(error, requestId);
  response.headers.set('allow', allowed);
  return response;
}

/** The error of an address that nothing answers. */
export function noEndpoint(request: Request): AppError {
  const place = `${request.method} ${new URL(request.url).pathname.slice(0, 200)}`;
  return notFound({ code: 'no-such-address', message: `Nothing answers ${place} here.` });
}

function notLoaded(id: string, cause: unknown): AppError {
  return unavailable({
    code: 'part-not-loaded',
    message: `The part "${id}" could not be loaded; everything else works. The log says why. To repair the installation, type: npm ci`,
    details: { part: id },
    cause,
  });
}

function misplaced(id: string, name: string): AppError {
  return internal({
    code: 'routes-wrong',
    message: `The endpoint "${name}" of the part "${id}" has no handler, or lies outside /api/${id}/.`,
  });
}
