import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { toAppError, unavailable } from '@aicmo/core-kernel';
import type { Log } from '../log.ts';
import { clientAddress } from './client-address.ts';
import { readFormBody, type FormBody } from './form-body.ts';
import { publicHeaders, type PublicAnswer } from './public-answer.ts';

/** Where public pages are: what people outside type, and where this process listens for it. */
export interface PublicPlace {
  /** An origin: `https://forms.agency.example`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/** A request as public pages see it. */
export interface PublicRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Whom it is counted for. */
  readonly address: string;
  /** Reads the fields of a form; called for what takes them only. */
  form(): Promise<FormBody>;
}

/** How the public pages are served. */
export interface ServePublicOptions {
  readonly place: PublicPlace;
  /** The variable that sets the port, named when the port is taken. */
  readonly portVariable: string;
  readonly answer: (request: PublicRequest) => Promise<PublicAnswer>;
  /** Said when answering failed; the log says why. */
  readonly failed: PublicAnswer;
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
  const { place: wanted, log, arrivalMs = 10_000 } = options;
  const ownHost = new URL(wanted.url).host.toLowerCase();
  const isSecure = wanted.url.startsWith('https:');
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
        .catch((error: unknown) => tellLog(log, error, options.failed))
        .then((answer) => write(request, response, answer, isSecure));
    },
  );
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, options)));
    server.listen(wanted.port, wanted.host, resolve);
  });
  const place = server.address();
  return {
    port: typeof place === 'object' && place !== null ? place.port : wanted.port,
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
function tellLog(log: Log, error: unknown, failed: PublicAnswer): PublicAnswer {
  log.error('A public page failed', { code: toAppError(error).code, error });
  return failed;
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

function cannotListen(cause: NodeJS.ErrnoException, { place: { host, port }, portVariable }: ServePublicOptions) {
  const isTaken = cause.code === 'EADDRINUSE';
  return unavailable({
    code: isTaken ? 'port-taken' : 'address-not-usable',
    message: isTaken
      ? `Port ${port} on ${host}, for the public pages, is taken by another program. Stop that one, or choose a port: ${portVariable}=${port + 1}`
      : `The system does not let the public pages listen on ${host}:${port} (${cause.code ?? 'unknown reason'}). Check AICMO_HOST and ${portVariable}.`,
    cause,
  });
}
