import { domainToASCII } from 'node:url';
import { mailProviders, type MailProvider } from './mail-providers.ts';

const providers: ReadonlyMap<string, MailProvider> = new Map(
  mailProviders.flatMap((provider) => provider.domains.map((domain): [string, MailProvider] => [domain, provider])),
);

/** An address as it is written to, and the key under which its owner is recognised. */
export interface EmailIdentity {
  /** NFC, lower-case, its domain in ASCII. */
  readonly address: string;
  /** Without what the provider is known to ignore; everywhere else dots and plus-tags are kept. */
  readonly key: string;
  readonly domain: string;
}

const localShape = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}$/u;
const domainShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * Reads an address out of `anna@example.com`, `Anna <anna@example.com>` or `mailto:anna@example.com`; undefined when
 * there is none. Quoted local parts and address literals are legal in RFC 5321 and belong to no person in a list: they
 * are refused. DOMAIN section 4, identity.
 */
export function parseEmail(text: string): EmailIdentity | undefined {
  const bracketed = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  const plain = bracketed
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  const at = plain.lastIndexOf('@');
  if (at < 1 || plain.length > 254) return undefined;
  const local = plain.slice(0, at);
  const domain = asciiDomain(plain.slice(at + 1));
  if (!localShape.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined;
  if (!domainShape.test(domain)) return undefined;
  return { address: `${local}@${domain}`, key: keyOf(local, domain), domain };
}

const asciiDomain = (domain: string): string => (/^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain));

function keyOf(local: string, domain: string): string {
  const provider = providers.get(domain);
  if (!provider) return `${local}@${domain}`;
  const untagged = provider.hasTags ? local.replace(/(?<=.)\+.*$/, '') : local;
  const name = provider.ignores === null ? untagged : untagged.replace(provider.ignores, '');
  return `${name || untagged}@${provider.domains[0]}`;
}
