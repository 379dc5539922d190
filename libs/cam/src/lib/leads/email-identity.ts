import { domainToASCII } from 'node:url';

/** How a provider reads the part before the @. Sources: the providers' help pages on aliases, read 2026-11. */
interface Provider {
  /** One name for all of the provider's domains. */
  readonly domain: string;
  readonly ignoresDots: boolean;
  readonly ignoresPlus: boolean;
}

const gmail: Provider = { domain: 'gmail.com', ignoresDots: true, ignoresPlus: true };
const proton: Provider = { domain: 'proton.me', ignoresDots: true, ignoresPlus: true };
const plusOnly = (domain: string): Provider => ({ domain, ignoresDots: false, ignoresPlus: true });

const providers: ReadonlyMap<string, Provider> = new Map([
  ['gmail.com', gmail],
  ['googlemail.com', gmail],
  ['proton.me', proton],
  ['protonmail.com', proton],
  ['pm.me', proton],
  ['outlook.com', plusOnly('outlook.com')],
  ['hotmail.com', plusOnly('hotmail.com')],
  ['live.com', plusOnly('live.com')],
  ['icloud.com', plusOnly('icloud.com')],
  ['me.com', plusOnly('icloud.com')],
  ['mac.com', plusOnly('icloud.com')],
  ['fastmail.com', plusOnly('fastmail.com')],
]);

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
  const untagged = provider.ignoresPlus ? local.replace(/(?<=.)\+.*$/, '') : local;
  const name = provider.ignoresDots ? untagged.replaceAll('.', '') : untagged;
  return `${name}@${provider.domain}`;
}
