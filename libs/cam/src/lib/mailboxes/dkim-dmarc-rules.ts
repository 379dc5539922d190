import { createPublicKey } from 'node:crypto';
import type { MailTexts } from '@aicmo/core-effects';
import type { DnsRecord, MailDomainFinding } from '../../contract/mail-domain-report.ts';

/** Tags of a record: `v=DKIM1; k=rsa; p=…` (RFC 6376, section 3.2). */
const tagsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf('=');
      return at === -1 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]];
    }),
  );

/** The record that publishes a key (RFC 6376, section 3.6.1). */
export const dkimRecord = (domain: string, selector: string, publicKey: string): DnsRecord => ({
  ...{ name: `${selector}._domainkey.${domain}`, type: 'TXT' },
  value: `v=DKIM1; k=rsa; p=${publicKey}`,
});

/** What stands under one selector. */
export interface DkimLook {
  readonly selector: string;
  readonly answer: MailTexts;
}

interface OwnKey {
  readonly selector: string;
  readonly publicKey: string;
}

const dkim = (
  verdict: MailDomainFinding['verdict'],
  sentence: string,
  found: string | null = null,
  publish: DnsRecord | null = null,
): MailDomainFinding => ({ what: 'DKIM', verdict, sentences: [sentence], found, publish });

/**
 * Whether a signing key is published.
 * @param own the mailbox's own key, which has to stand there as it is; null: the provider signs
 */
export function judgeDkim(domain: string, looks: readonly DkimLook[], own: OwnKey | null): MailDomainFinding {
  const publish = own && dkimRecord(domain, own.selector, own.publicKey);
  const keys = looks.flatMap(keysOf);
  const [first] = keys;
  if (!first) return noKey(domain, looks, publish);
  if (own && first.key !== own.publicKey)
    return dkim('fail', 'Another key is published than this mailbox signs with.', first.text, publish);
  const live = keys.find(({ key }) => key !== '');
  if (!live) return dkim('fail', 'The published key is withdrawn: its value is empty.', first.text, publish);
  const bits = bitsOf(live.key, tagsOf(live.text).get('k') ?? 'rsa');
  if (bits === undefined)
    return dkim('fail', 'What is published there is no key that can be read.', live.text, publish);
  // RFC 8301, section 3.2.
  if (bits < 1024) return dkim('fail', `The key has ${bits} bits; others ignore keys under 1024.`, live.text);
  if (bits < 2048) return dkim('warn', `The key has ${bits} bits; 2048 are recommended.`, live.text);
  return dkim('pass', `A key is published under “${live.selector}”.`, live.text);
}

function keysOf({ selector, answer }: DkimLook) {
  if (answer.kind !== 'found') return [];
  return answer.texts.flatMap((text) => {
    const key = tagsOf(text).get('p')?.replaceAll(/\s/g, '');
    return key === undefined ? [] : [{ selector, text, key }];
  });
}

function noKey(domain: string, looks: readonly DkimLook[], publish: DnsRecord | null): MailDomainFinding {
  if (looks.length === 0) {
    const help = 'Its help says how to switch DKIM on; or make a key here.';
    return dkim('unknown', `Under which name your provider publishes its signing key is not known here. ${help}`);
  }
  const silent = looks.flatMap(({ answer }) => (answer.kind === 'unknown' ? [answer.why] : []))[0];
  if (silent !== undefined) return dkim('unknown', `The key could not be asked for. ${silent}`, null, publish);
  if (publish) return dkim('fail', 'The key of this mailbox is not published yet.', null, publish);
  const where = looks.map(({ selector }) => `${selector}._domainkey.${domain}`).join(', ');
  return dkim('warn', `No signing key stands at ${where}. Switch DKIM on at your provider, or make a key here.`);
}

/** The length of an RSA key; keys of the other kind (RFC 8463) are as strong as a long one. */
function bitsOf(key: string, kind: string): number | undefined {
  if (kind.toLowerCase() === 'ed25519') return Buffer.from(key, 'base64').length === 32 ? 2048 : undefined;
  try {
    const der = Buffer.from(key, 'base64');
    return createPublicKey({ key: der, format: 'der', type: 'spki' }).asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined; // published by a stranger: anything may stand there
  }
}

const dmarc = (
  verdict: MailDomainFinding['verdict'],
  sentence: string,
  found: string | null = null,
  publish: DnsRecord | null = null,
): MailDomainFinding => ({ what: 'DMARC', verdict, sentences: [sentence], found, publish });

/** What stands under `_dmarc` of one domain. */
export interface DmarcLook {
  readonly domain: string;
  readonly answer: MailTexts;
}

/**
 * What a domain asks others to do with mail that pretends to come from it (RFC 7489).
 * @param looks of the domain itself first, then of those above it
 */
export function judgeDmarc(domain: string, looks: readonly DmarcLook[]): MailDomainFinding {
  for (const { domain: asked, answer } of looks) {
    if (answer.kind === 'unknown') return dmarc('unknown', `${asked} could not be asked. ${answer.why}`);
    const records = answer.kind === 'found' ? answer.texts.filter((text) => /^v=DMARC1(?:\s*;|$)/i.test(text)) : [];
    const [record, ...others] = records;
    if (record === undefined) continue;
    if (others.length > 0) {
      const many = `There are ${records.length} DMARC records, and then none of them counts. Keep one.`;
      return dmarc('fail', many, records.join('\n'));
    }
    const { verdict, sentence } = judgePolicy(record, asked === domain);
    return dmarc(verdict, sentence, record);
  }
  const sentence = `${domain} does not say what to do with forged mail. Large providers refuse mail from such domains.`;
  const value = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  return dmarc('fail', sentence, null, { name: `_dmarc.${domain}`, type: 'TXT', value });
}

interface Policy {
  readonly verdict: MailDomainFinding['verdict'];
  readonly sentence: string;
}

function judgePolicy(record: string, isOwn: boolean): Policy {
  const tags = tagsOf(record);
  const policy = ((isOwn ? undefined : tags.get('sp')) ?? tags.get('p') ?? '').toLowerCase();
  switch (policy) {
    case 'reject':
      return { verdict: 'pass', sentence: 'Forged mail is refused.' };
    case 'quarantine':
      return { verdict: 'pass', sentence: 'Forged mail goes to the junk folder.' };
    case 'none': {
      const sentence =
        'It only watches: enough for large providers, and forged mail still arrives. Later, “p=quarantine” stops it.';
      return { verdict: 'warn', sentence };
    }
    default:
      return {
        verdict: 'fail',
        sentence: 'The record names no policy that is known (none, quarantine or reject).',
      };
  }
}
