import { createServer as createNodeServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { unavailable, type AppError } from '@aicmo/core-kernel';
import { checkListenAddress } from './access-token.ts';
import type { HttpServer } from './create-server.ts';

const graceMs = 5000;

export type NodeMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface ServeOptions {
  /** The variable that sets the port, named when the port is taken. */
  readonly portVariable: string;
  /** A development server that answers files beside the API; it is given the HTTP server for its own socket. */
  readonly beside?: (server: Server) => Promise<NodeMiddleware>;
  /** A server that listens already, made by a program that had to be there before this one could be loaded. */
  readonly listening?: Server;
  /** Closes what the handlers used, after the last of them is done. */
  readonly onStop?: () => Promise<void>;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, ends streams, gives those in flight 5 s, then closes. Calling it again waits for the same. */
  stop(): Promise<void>;
}

/**
 * Listens. Throws `invalid` for an address that would need an access token, `unavailable` (code `port-taken` or
 * `address-not-usable`) when the system refuses the address.
 */
export async function serve(server: HttpServer, options: ServeOptions): Promise<RunningServer> {
  const { host, port } = server.address;
  checkListenAddress(host, server.hasAccessToken);
  const { getRequestListener } = await import('@hono/node-server');
  const api = getRequestListener((request, origin) => server.fetch(request, { incoming: incomingOf(origin) }), {
    overrideGlobalObjects: false,
  });
  const node = options.listening ?? createNodeServer({ keepAliveTimeout: 5000, headersTimeout: 20_000 });
  const middleware = await options.beside?.(node);
  node.on('request', (request, response) => {
    const refusal = server.refusal(request);
    if (refusal === undefined) route(server, middleware, request, response, () => void api(request, response));
    else void refuse(request, response, refusal);
  });
  if (options.listening === undefined) await listen(node, host, port, options.portVariable);
  const actual = portOf(node) ?? port;
  let stopping: Promise<void> | undefined;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown === '0.0.0.0' || shown === '[::]' ? '127.0.0.1' : shown}:${String(actual)}`,
    port: actual,
    stop: () => (stopping ??= stopServing(server, node, options)),
  };
}

/** Says why, and reads nothing of what else was sent. */
async function refuse(request: IncomingMessage, response: ServerResponse, refusal: Response): Promise<void> {
  request.resume();
  const text = await refusal.text();
  response.writeHead(refusal.status, Object.fromEntries(refusal.headers));
  response.end(request.method === 'HEAD' ? '' : text);
}

/** Node's own request behind the adapter's environment, whose type also allows HTTP/2. */
function incomingOf(origin: { readonly incoming: unknown }): IncomingMessage {
  return origin.incoming as IncomingMessage;
}

function route(
  server: HttpServer,
  middleware: NodeMiddleware | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  toApi: () => void,
): void {
  const path = request.url ?? '/';
  if (middleware === undefined || path.startsWith('/api/') || path === '/login' || path.startsWith('/login?')) {
    toApi();
    return;
  }
  // A page that is refused goes to the API side, which knows how to answer it (redirect to sign in, or a problem).
  if (server.refuse(request) === undefined) middleware(request, response, toApi);
  else toApi();
}

function listen(node: Server, host: string, port: number, portVariable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    node.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, host, port, portVariable));
    });
    node.listen(port, host, () => {
      resolve();
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number, portVariable: string): AppError {
  if (cause.code === 'EADDRINUSE') {
    const message = `Port ${String(port)} on ${host} is taken by another program. Stop that one, or choose a port: ${portVariable}=${String(port + 1)}`;
    return unavailable({ code: 'port-taken', message, details: { port }, cause });
  }
  return unavailable({
    code: 'address-not-usable',
    message: `The system does not let us listen on ${host}:${String(port)} (${cause.code ?? 'unknown reason'}). Check AICMO_HOST and ${portVariable}.`,
    cause,
  });
}

function portOf(node: Server): number | undefined {
  const address = node.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

async function stopServing(server: HttpServer, node: Server, options: ServeOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    node.close(() => {
      resolve();
    });
  });
  server.stopStreams();
  // Again and again: a connection becomes idle only after the request that was in flight on it.
  const sweep = setInterval(() => {
    node.closeIdleConnections();
  }, 20);
  const hurry = setTimeout(() => {
    server.log.warn('Requests were still running after 5 s and were cut');
    node.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(hurry);
  clearInterval(sweep);
  await options.onStop?.();
}

/** Stops on Ctrl-C and on SIGTERM and ends the process with 0; a second signal ends it at once. */
export function stopOnSignals(running: Pick<RunningServer, 'stop'>): void {
  let asked = false;
  const stop = () => {
    if (asked) process.exit(1);
    asked = true;
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
