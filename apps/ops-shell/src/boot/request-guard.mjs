/*
 * What the boot lets in before the app is there, after the same rules as core-server's request-guard.ts: this machine's
 * own names, exactly one Host, no foreign page, reading only.
 */
import crypto from 'node:crypto';
import { isLoopback } from './listen-facts.mjs';

/** The headers of every answer of the boot; the policy is the app's. */
export const safeHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {{ host: string, port: number, allowedHosts: string[] }} facts
 * @returns {number | null} the status that refuses it
 */
export function refusalOf(request, facts) {
  const named = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (named > 1) return 400;
  const host = String(request.headers.host || '').toLowerCase();
  if (!isOurs(host, request, facts)) return 421;
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405;
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== 'http://' + host && origin !== 'https://' + host) return 403;
  const site = request.headers['sec-fetch-site'];
  const isArriving = request.headers['sec-fetch-mode'] === 'navigate';
  if (site === undefined || site === 'same-origin' || site === 'none' || isArriving) return null;
  return 403;
}

function isOurs(host, request, { host: own, port, allowedHosts }) {
  const at = request.socket.localPort || port;
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  // Behind an address for all, the name that was reached is the only one that is known here.
  if (!isLoopback(own))
    names.push(own.toLowerCase(), String(request.socket.localAddress || '').replace(/^::ffff:/, ''));
  return (
    names.some((name) => host === `${name}:${String(at)}`) || allowedHosts.some((name) => name.toLowerCase() === host)
  );
}

/**
 * Whether a request shows the access token: as a Bearer, or as the password that a browser asks for by itself.
 * @param {import('node:http').IncomingMessage} request
 * @param {string} accessToken
 */
export function showsToken(request, accessToken) {
  const [scheme, shown = ''] = String(request.headers.authorization || '').split(' ');
  if (scheme === 'Bearer') return isSame(shown, accessToken);
  if (scheme !== 'Basic') return false;
  return isSame(
    Buffer.from(shown, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, ''),
    accessToken,
  );
}

const isSame = (one, other) => crypto.timingSafeEqual(digest(one), digest(other));
const digest = (text) => crypto.createHash('sha256').update(text).digest();
