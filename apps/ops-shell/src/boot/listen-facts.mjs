/*
 * Where the shell listens, read so that it starts in any environment: what makes no sense is left out and said. Node's
 * own modules alone, in syntax that Node 12 reads.
 */
import net from 'node:net';

const usualPort = 8510;
const leastSigns = 16;

/**
 * @param {Record<string, string | undefined>} env
 * @returns {{ host: string, port: number, allowedHosts: string[], accessToken: string | undefined, notes: string[], refusal: string | null }}
 * refusal: why it must not listen at all, with what to type
 */
export function readListenFacts(env) {
  const notes = [];
  const accessToken = (env.AICMO_ACCESS_TOKEN || '').trim() || undefined;
  const host = readHost((env.AICMO_HOST || '').trim(), accessToken !== undefined, notes);
  const facts = {
    host,
    port: readPort((env.AICMO_OPS_PORT || '').trim(), notes),
    allowedHosts: readHosts(env.AICMO_ALLOWED_HOSTS || '', notes),
    accessToken,
    notes,
    refusal: null,
  };
  if (!isLoopback(host)) facts.refusal = whyNotWide(host, accessToken);
  else if (accessToken !== undefined && accessToken.length < leastSigns) notes.push(shortToken(accessToken));
  if (!isLoopback(host) && facts.refusal === null) {
    notes.push(`Other machines can reach this shell, because AICMO_HOST is ${host}; they need the access token.`);
  }
  return facts;
}

/** @param {string} host */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readHost(text, hasToken, notes) {
  if (text === '' || isLoopback(text) || net.isIP(text.replace(/^\[|\]$/g, '')) !== 0) return text || '127.0.0.1';
  // A name of this machine in its network needs the token as well; without one it was hardly meant.
  if (hasToken && /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)) return text;
  notes.push(`AICMO_HOST holds ${String(text.length)} signs that are no address; the shell listens on 127.0.0.1.`);
  return '127.0.0.1';
}

function readPort(text, notes) {
  if (text === '') return usualPort;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  notes.push(`AICMO_OPS_PORT is not a number from 1 to 65535; the shell listens on ${String(usualPort)}.`);
  return usualPort;
}

function readHosts(text, notes) {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const good = names.filter((name) => /^[\w.-]+(:\d{1,5})?$/.test(name));
  if (good.length < names.length) {
    notes.push('AICMO_ALLOWED_HOSTS holds names that are none; expected names like console.example.com:8510.');
  }
  return good;
}

function whyNotWide(host, accessToken) {
  const reach = `AICMO_HOST is "${host}", which other machines can reach, and `;
  if (accessToken === undefined) {
    return `${reach}there is no access token. Set AICMO_ACCESS_TOKEN to a secret of at least ${String(leastSigns)} characters, or AICMO_HOST to 127.0.0.1.`;
  }
  return accessToken.length < leastSigns ? reach + shortToken(accessToken) : null;
}

function shortToken(accessToken) {
  return `AICMO_ACCESS_TOKEN has ${String(accessToken.length)} characters; expected at least ${String(leastSigns)}. Make one with: openssl rand -base64 24`;
}
