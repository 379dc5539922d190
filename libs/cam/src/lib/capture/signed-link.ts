import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochMs, type Instant } from '@aicmo/core-kernel';

/** What a link is good for: one made for one purpose is worth nothing for another. */
export type LinkPurpose = 'page' | 'confirm';

/** What a link says, when it is one of ours. */
export interface ReadLink {
  readonly payload: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Letters, digits, `-` and `_` only, so that a link needs no encoding and no mail client breaks it. */
const payloadShape = /^[A-Za-z0-9_-]{1,100}$/;
const longestToken = 300;

/** A text that only whoever has the secret can make: payload, when it was made, until when it holds, and their HMAC. */
export function signLink(
  secret: Buffer,
  purpose: LinkPurpose,
  link: { readonly payload: string; readonly issuedAt: Instant; readonly expiresAt: Instant },
): string {
  const body = [link.payload, epochMs(link.issuedAt).toString(36), epochMs(link.expiresAt).toString(36)].join('.');
  return `${body}.${mac(secret, purpose, body)}`;
}

/** Undefined for anything that was not signed for this purpose; whether it is over is the caller's to ask. */
export function readLink(secret: Buffer, purpose: LinkPurpose, token: string): ReadLink | undefined {
  if (token.length > longestToken) return undefined;
  const [payload = '', issued = '', expires = '', given = '', ...more] = token.split('.');
  if (more.length > 0 || !payloadShape.test(payload)) return undefined;
  const expected = Buffer.from(mac(secret, purpose, `${payload}.${issued}.${expires}`));
  const found = Buffer.from(given);
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) return undefined;
  return { payload, issuedAt: Number.parseInt(issued, 36), expiresAt: Number.parseInt(expires, 36) };
}

const mac = (secret: Buffer, purpose: LinkPurpose, body: string): string =>
  createHmac('sha256', secret).update(`${purpose}|${body}`).digest('base64url');
