import { isIP } from 'node:net';

/**
 * Whom a request is counted for. A proxy on this machine or in its private network (a container's) says it in
 * X-Forwarded-For, of which only the last entry is its own; from anywhere else the header is what a stranger claims. Of
 * IPv6 the first half counts: one customer has all of the other.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined): string {
  const direct = withoutMapping(socketAddress ?? '');
  const isProxy = nearby.test(direct);
  const told = isProxy ? (forwardedFor ?? '').split(',').at(-1)?.trim() : undefined;
  const address = told !== undefined && isIP(told) !== 0 ? withoutMapping(told) : direct;
  return isIP(address) === 6 ? firstHalf(address) : address;
}

/** This machine and private networks: RFC 1918, RFC 4193. */
const nearby = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/i;

/** `::ffff:192.0.2.1` is 192.0.2.1. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.)/i, '');

function firstHalf(address: string): string {
  const [before = '', after] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}
