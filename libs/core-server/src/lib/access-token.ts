import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { dayMs, epochMs, foundSetting, invalid, type Clock } from '@aicmo/core-kernel';
import { isLoopback } from './request-guard.ts';

const sessionDays = 30;

/** The headers that may prove a caller. */
export interface ShownProof {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
}

/** Checks what a caller shows against the access token, always in the same time. */
export interface AccessGate {
  /** The session that these headers prove: the same name as long as it lasts; undefined when they prove none. */
  session(shown: ShownProof): string | undefined;
  /** Whether a typed token is the right one. */
  matches(typed: string): boolean;
  /** The Set-Cookie value of a new session. */
  issue(secure: boolean): string;
  /** The Set-Cookie value that lets a running session of a gate with an idle limit last on; undefined for others. */
  renew(shown: ShownProof, secure: boolean): string | undefined;
  /** The Set-Cookie value that ends one. */
  revoke(): string;
}

/** Refuses (throws `invalid`, code `address-needs-token`) to be reachable from other machines without an access token. */
export function checkListenAddress(host: string, hasAccessToken: boolean): void {
  if (hasAccessToken || isLoopback(host)) return;
  throw invalid({
    code: 'address-needs-token',
    message: `AICMO_HOST is ${foundSetting(host)}, which other machines can reach, and there is no access token. Set AICMO_ACCESS_TOKEN to a secret of at least 16 characters, or AICMO_HOST to 127.0.0.1.`,
  });
}

/** Refuses (throws `invalid`, code `token-too-short`) a token that could be guessed. */
export function checkAccessToken(accessToken: string): void {
  if (accessToken.length >= 16) return;
  throw invalid({
    code: 'token-too-short',
    message: `AICMO_ACCESS_TOKEN has ${String(accessToken.length)} characters; expected at least 16. Make one with: openssl rand -base64 24`,
  });
}

export interface GateOptions {
  readonly token: string;
  readonly port: number;
  readonly clock: Clock;
  /** A session ends after so long without a request; without it after 30 days. */
  readonly idleMs?: number | undefined;
}

/**
 * The gate of one server. The cookie holds a name, an expiry and their keyed hash, so that no session list is kept and a
 * new token ends every session at once; its own name holds the port, because cookies do not tell ports apart.
 */
export function createAccessGate({ token, port, clock, idleMs }: GateOptions): AccessGate {
  const name = `aicmo_session_${String(port)}`;
  const lastsMs = idleMs ?? sessionDays * dayMs;
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  const seal = (content: string) => createHmac('sha256', token).update(`session:${content}`).digest('base64url');
  const matches = (typed: string) => timingSafeEqual(digest(typed), digest(token));
  const write = (id: string, secure: boolean) => {
    const content = `${id}.${String(epochMs(clock.now()) + lastsMs)}`;
    const age = `Max-Age=${String(Math.round(lastsMs / 1000))}`;
    return `${name}=${content}.${seal(content)}; ${attributes}; ${age}${secure ? '; Secure' : ''}`;
  };
  const ofCookie = (cookie: string) => {
    const [id = '', expires = '', sealed = ''] = (readCookie(cookie, name) ?? '').split('.');
    const genuine = timingSafeEqual(digest(sealed), digest(seal(`${id}.${expires}`)));
    return genuine && Number(expires) > epochMs(clock.now()) ? id : undefined;
  };
  const ofBearer = (authorization: string) => {
    const typed = authorization.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : '';
    return matches(typed) ? 'bearer' : undefined;
  };
  return {
    matches,
    session: ({ cookie, authorization }) =>
      authorization === undefined ? (cookie === undefined ? undefined : ofCookie(cookie)) : ofBearer(authorization),
    issue: (secure) => write(randomBytes(12).toString('base64url'), secure),
    renew: ({ cookie }, secure) => {
      const id = idleMs === undefined || cookie === undefined ? undefined : ofCookie(cookie);
      return id === undefined ? undefined : write(id, secure);
    },
    revoke: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

/** Equal lengths for timingSafeEqual, whatever was typed. */
const digest = (text: string) => createHash('sha256').update(text).digest();

function readCookie(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
