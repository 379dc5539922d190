import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { dayMs, epochMs, invalid, type Clock } from '@aicmo/core-kernel';
import { isLoopback } from './request-guard.ts';

const sessionDays = 30;

/** Checks what a caller shows against the access token, always in the same time. */
export interface AccessGate {
  /** Whether this Cookie or Authorization header proves that its sender knew the token. */
  admits(headers: { readonly cookie: string | undefined; readonly authorization: string | undefined }): boolean;
  /** Whether a typed token is the right one. */
  matches(typed: string): boolean;
  /** The Set-Cookie value of a new session. */
  issue(secure: boolean): string;
  /** The Set-Cookie value that ends one. */
  revoke(): string;
}

/** Refuses (throws `invalid`, code `address-needs-token`) to be reachable from other machines without an access token. */
export function checkListenAddress(host: string, hasAccessToken: boolean): void {
  if (hasAccessToken || isLoopback(host)) return;
  throw invalid({
    code: 'address-needs-token',
    message: `AICMO_HOST is "${host}", which other machines can reach, and there is no access token. Set AICMO_ACCESS_TOKEN to a secret of at least 16 characters, or AICMO_HOST to 127.0.0.1.`,
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

/**
 * The gate of one server. The cookie holds an expiry and its keyed hash, so that no session list is kept and a new
 * token ends every session at once; its name holds the port, because cookies do not tell ports apart.
 */
export function createAccessGate(accessToken: string, port: number, clock: Clock): AccessGate {
  const name = `aicmo_session_${String(port)}`;
  const seal = (expires: string) => createHmac('sha256', accessToken).update(`session:${expires}`).digest('base64url');
  const matches = (typed: string) => timingSafeEqual(digest(typed), digest(accessToken));
  const cookieAdmits = (cookie: string) => {
    const [expires = '', sealed = ''] = (readCookie(cookie, name) ?? '').split('.');
    const genuine = timingSafeEqual(digest(sealed), digest(seal(expires)));
    return genuine && Number(expires) > epochMs(clock.now());
  };
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  return {
    matches,
    admits: ({ cookie, authorization }) =>
      (cookie !== undefined && cookieAdmits(cookie)) ||
      (authorization?.startsWith('Bearer ') === true && matches(authorization.slice('Bearer '.length))),
    issue: (secure) => {
      const expires = String(epochMs(clock.now()) + sessionDays * dayMs);
      const age = `Max-Age=${String(sessionDays * 24 * 3600)}`;
      return `${name}=${expires}.${seal(expires)}; ${attributes}; ${age}${secure ? '; Secure' : ''}`;
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
