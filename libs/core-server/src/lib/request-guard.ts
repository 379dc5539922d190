import { networkInterfaces, hostname } from 'node:os';
import { forbidden, invalid, type AppError } from '@aicmo/core-kernel';

/** The parts of a request that decide whether it may be answered at all; the same from Hono and from Node. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  header(name: string): string | undefined;
  /** How many Host headers came; Node keeps the first of several and says nothing. */
  readonly hostCount: number;
  /** The port that the request really arrived on, where that is known. */
  readonly localPort: number | undefined;
}

export interface AddressOptions {
  /** The address that the server listens on. */
  readonly host: string;
  readonly port: number;
  /** Further `name:port` pairs that a browser may use for this server, for a proxy in front of it. */
  readonly allowedHosts?: readonly string[];
}

/** Whether an address can be reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const isWildcard = (host: string) => host === '0.0.0.0' || host === '::' || host === '[::]';
const bracketed = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host).toLowerCase();

function namesOf(host: string): ReadonlySet<string> {
  const own = isWildcard(host)
    ? [hostname(), ...Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address))]
    : [host];
  return new Set(['127.0.0.1', 'localhost', '::1', ...own].map(bracketed));
}

/**
 * Decides whether a request was meant for this server and came from its own pages. A web site that the operator happens
 * to visit can send requests to 127.0.0.1 too: by a name of its own that resolves there (Host), or across origins.
 */
export function createRequestGuard(options: AddressOptions): (head: RequestHead) => AppError | undefined {
  const names = namesOf(options.host);
  const further = new Set((options.allowedHosts ?? []).map((entry) => entry.toLowerCase()));
  return (head) => {
    const host = head.header('host')?.toLowerCase() ?? '';
    if (head.hostCount > 1)
      return invalid({ code: 'host-twice', message: 'Found several Host headers; expected one.' });
    const port = String(head.localPort ?? options.port);
    const known = further.has(host) || [...names].some((name) => host === `${name}:${port}`);
    if (!known) return hostRefused(host, port);
    return methodRefused(head.method) ?? crossSite(head, host) ?? mediaRefused(head);
  };
}

function hostRefused(host: string, port: string): AppError {
  const found = host === '' ? 'no Host header' : `the host "${host.slice(0, 80)}"`;
  return forbidden({
    code: 'host-refused',
    message: `Found ${found}; this server answers as 127.0.0.1:${port}. Open http://127.0.0.1:${port}, or name the host in AICMO_ALLOWED_HOSTS.`,
  });
}

const isRead = (method: string) => method === 'GET' || method === 'HEAD';
const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** No preflight is ever answered, so that no foreign page is ever allowed a request that needs one. */
function methodRefused(method: string): AppError | undefined {
  if (methods.includes(method)) return undefined;
  return invalid({ code: 'method-refused', message: `Found ${method}; expected one of ${methods.join(', ')}.` });
}

/** What a foreign page may send without asking first (CORS-safelisted): never taken by the API. */
const simpleMedia = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\s*(?:;|$)/i;
const formMedia = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

function mediaRefused(head: RequestHead): AppError | undefined {
  if (isRead(head.method)) return undefined;
  const type = head.header('content-type') ?? '';
  const isApi = head.path.startsWith('/api/');
  const hasBody = Number(head.header('content-length') ?? 0) > 0 || head.header('transfer-encoding') !== undefined;
  const isTaken = type === '' ? !hasBody : isApi ? !simpleMedia.test(type) : formMedia.test(type);
  if (isTaken) return undefined;
  const found = type === '' ? 'a body without a content type' : `the content type "${type.slice(0, 60)}"`;
  const expected = isApi ? 'application/json' : 'application/x-www-form-urlencoded';
  return invalid({ code: 'media-type', message: `Found ${found}; expected ${expected}.` });
}

function crossSite(head: RequestHead, host: string): AppError | undefined {
  const origin = head.header('origin');
  const sameOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  const site = head.header('sec-fetch-site');
  // Following a link from a mail or a chat onto a page is how people arrive; it can change nothing and read nothing.
  const arriving =
    isRead(head.method) && head.header('sec-fetch-mode') === 'navigate' && !head.path.startsWith('/api/');
  const siteAllowed =
    site === undefined || site === 'same-origin' || arriving || (site === 'none' && isRead(head.method));
  if (sameOrigin && siteAllowed) return undefined;
  return forbidden({
    code: 'cross-site',
    message: 'This request came from another page than this console. Open the console itself and try again.',
    details: { origin: origin ?? null, site: site ?? null },
  });
}
