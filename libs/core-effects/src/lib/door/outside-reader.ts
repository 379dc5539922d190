import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { invalid, isAppError, unavailable } from '@aicmo/core-kernel';

/** A document that was fetched. */
export interface OutsideReading {
  /** The address after redirects. */
  readonly url: string;
  readonly contentType: string;
  readonly text: string;
}

interface ReadRequest {
  readonly url: string;
  readonly signal: AbortSignal | undefined;
  readonly allowPrivateAddresses: boolean;
  readonly count: (host: string, succeeded: boolean) => Promise<void>;
}

const timeoutMs = 15_000;
const maxBytes = 5_000_000;
const maxRedirects = 5;

/** Addresses that no public document has: this machine, private networks, link-local (RFC 1918, 4193, 6890). */
const privateAddresses = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  privateAddresses.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::ffff:0:0', 96],
  ['ff00::', 8],
] as const) {
  privateAddresses.addSubnet(net, bits, 'ipv6');
}

/** Fetches one document: at most 15 s, 5 MB and 5 redirects, from public addresses only. */
export async function readOutside(request: ReadRequest): Promise<OutsideReading> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  const first = webAddress(request.url);
  try {
    const reading = await follow(first, signal, request.allowPrivateAddresses);
    await request.count(first.host, true);
    return reading;
  } catch (error) {
    await request.count(first.host, false);
    if (isAppError(error)) throw error;
    const why = deadline.aborted ? `did not answer within ${timeoutMs / 1000} seconds` : 'could not be reached';
    throw unavailable({
      code: 'read-unreachable',
      message: `${first.host} ${why}. Check the address, or try again later.`,
      cause: error,
    });
  }
}

async function follow(start: URL, signal: AbortSignal, allowPrivate: boolean): Promise<OutsideReading> {
  let address = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (!allowPrivate) await refusePrivate(address);
    const response = await fetch(address, {
      redirect: 'manual',
      signal,
      headers: { 'user-agent': 'AICMO (feed reader)' },
    });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next) {
      await response.body?.cancel();
      address = webAddress(new URL(next, address).href);
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw unavailable({
        code: 'read-status',
        message: `${address.host} answered with status ${response.status} instead of the document.`,
      });
    }
    return {
      url: address.href,
      contentType: response.headers.get('content-type') ?? '',
      text: await boundedText(response, address.host),
    };
  }
  throw unavailable({ code: 'read-redirects', message: `${start.host} redirected more than ${maxRedirects} times.` });
}

async function boundedText(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw unavailable({
        code: 'read-too-big',
        message: `The document of ${host} is larger than ${maxBytes / 1e6} MB.`,
      });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function refusePrivate(address: URL): Promise<void> {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true });
  if (found.some((each) => privateAddresses.check(each.address, each.family === 6 ? 'ipv6' : 'ipv4'))) {
    throw invalid({
      code: 'read-private',
      message: `${address.host} is an address of this machine or of a private network; expected a public one.`,
    });
  }
}

function webAddress(text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address && /^https?:$/.test(address.protocol) && !address.username) return address;
  throw invalid({ code: 'read-address', message: 'Expected a web address that begins with https:// or http://.' });
}
