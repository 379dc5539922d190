import { isIP } from 'node:net';

/**
 * Whom a request is counted for. A proxy on this machine says it in X-Forwarded-For, of which only the last entry is its
 * own; from anywhere else the header is what a stranger claims. Of IPv6 the first half counts: one customer has all of
 * the other.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined): string {
  const direct = withoutMapping(socketAddress ?? '');
  const isProxy = direct === '::1' || direct.startsWith('127.');
  const told = isProxy ? (forwardedFor ?? '').split(',').at(-1)?.trim() : undefined;
  const address = told !== undefined && isIP(told) !== 0 ? withoutMapping(told) : direct;
  return isIP(address) === 6 ? firstHalf(address) : address;
}

/** `::ffff:192.0.2.1` is 192.0.2.1. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.)/i, '');

function firstHalf(address: string): string {
  const [before = '', after] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}
