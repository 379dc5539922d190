import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { toAppError, unavailable } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import { clientAddress } from './client-address.ts';
import { readFormBody } from './form-body.ts';
import { messagePage } from './pages/page.ts';
import { publicHeaders, type PublicAnswer } from './public-answer.ts';
import type { PublicRequest } from './public-app.ts';
import type { PublicSettings } from './public-settings.ts';

/** How the public pages are served. */
export interface ServePublicOptions {
  readonly settings: PublicSettings;
  readonly answer: (request: PublicRequest) => Promise<PublicAnswer>;
  readonly log: Log;
  /** How long a request may take to arrive; 10 s by default. */
  readonly arrivalMs?: number;
}

/** The public pages, listening. */
export interface RunningPublicPages {
  readonly port: number;
  stop(): Promise<void>;
}

const mostConnections = 256;
const mostHeaderBytes = 8 * 1024;

/**
 * Listens for people outside, apart from the console: another port, another Host, and no address of the API. A request
 * that was not meant for this site is refused before anything of it is read. Throws `unavailable` (`port-taken`,
 * `address-not-usable`).
 */
export async function servePublic(options: ServePublicOptions): Promise<RunningPublicPages> {
  const { settings, log, arrivalMs = 10_000 } = options;
  const ownHost = new URL(settings.url).host.toLowerCase();
  const isSecure = settings.url.startsWith('https:');
  const server = createServer(
    {
      ...{
        maxHeaderSize: mostHeaderBytes,
        headersTimeout: arrivalMs,
        requestTimeout: arrivalMs,
        keepAliveTimeout: 5000,
      },
      connectionsCheckingInterval: Math.min(1000, arrivalMs),
    },
    (request, response) => {
      void respond(request, ownHost, options)
        .catch((error: unknown) => failed(log, error))
        .then((answer) => write(request, response, answer, isSecure));
    },
  );
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, settings)));
    server.listen(settings.port, settings.host, resolve);
  });
  const place = server.address();
  return {
    port: typeof place === 'object' && place !== null ? place.port : settings.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  ownHost: string,
  { answer }: ServePublicOptions,
): Promise<PublicAnswer> {
  const refused = refusal(request, ownHost);
  if (refused) return refused;
  const [path = '/'] = (request.url ?? '/').split('?');
  const forwarded = request.headers['x-forwarded-for'];
  const address = clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
  );
  return answer({ method: request.method ?? 'GET', path, address, form: () => readFormBody(request) });
}

/** Another name that points here, two names, or a request for a proxy: none of them is ours to answer. */
function refusal(request: IncomingMessage, ownHost: string): PublicAnswer | undefined {
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts !== 1 || request.headers.host?.toLowerCase() !== ownHost) {
    return { status: 421, type: 'text/plain; charset=utf-8', body: 'This server does not answer for that name.\n' };
  }
  if (request.url?.startsWith('/') === true && !request.url.startsWith('//')) return undefined;
  return { status: 400, type: 'text/plain; charset=utf-8', body: 'This is no address of this site.\n' };
}

/** The path is not logged: a link in it is as good as a signature. */
function failed(log: Log, error: unknown): PublicAnswer {
  const { code } = toAppError(error);
  log.error('A public page failed', { code, error });
  return {
    status: 503,
    headers: { 'retry-after': '60' },
    body: messagePage('Not possible at the moment', [
      'Something on our side does not work. Nothing was kept; please try again later.',
    ]),
  };
}

function write(request: IncomingMessage, response: ServerResponse, answer: PublicAnswer, isSecure: boolean): void {
  // What was not read is not waited for: the connection ends with the answer.
  const isRead = request.method === 'GET' || request.method === 'HEAD' || request.complete;
  response.writeHead(answer.status, {
    ...publicHeaders(answer, isSecure),
    ...(isRead ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? '' : answer.body);
}

function cannotListen(cause: NodeJS.ErrnoException, { host, port }: PublicSettings) {
  const isTaken = cause.code === 'EADDRINUSE';
  return unavailable({
    code: isTaken ? 'port-taken' : 'address-not-usable',
    message: isTaken
      ? `Port ${port} on ${host}, for the public pages, is taken by another program. Stop that one, or choose a port: AICMO_PUBLIC_PORT=${port + 1}`
      : `The system does not let the public pages listen on ${host}:${port} (${cause.code ?? 'unknown reason'}). Check AICMO_HOST and AICMO_PUBLIC_PORT.`,
    cause,
  });
}
