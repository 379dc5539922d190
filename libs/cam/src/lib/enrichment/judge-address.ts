import type { MailDomain } from '@aicmo/core-effects';
import { domainToUnicode } from 'node:url';
import type { EmailCheck } from '../../contract/lead.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { roleOf } from './role-addresses.ts';

/** What checking an address gave, with one plain sentence. */
export interface AddressVerdict {
  readonly result: Exclude<EmailCheck, 'UNCHECKED'>;
  readonly why: string;
}

/** What is known about an address besides itself. */
export interface AddressFacts {
  readonly email: string;
  /** What its domain's name servers said. */
  readonly domain: MailDomain;
  /** Whether the domain hands out throw-away addresses. */
  readonly isDisposable: boolean;
}

const verdict = (result: AddressVerdict['result'], why: string): AddressVerdict => ({ result, why });

/**
 * Judges an address by what can be found out without writing to it: its form (RFC 5321, 5322), its domain's mail
 * servers (RFC 5321 section 5.1, RFC 7505), and what kind of address it is. VALID says that the domain takes mail; what
 * could not be asked is UNKNOWN.
 */
export function judgeAddress({ email, domain, isDisposable }: AddressFacts): AddressVerdict {
  const parsed = parseEmail(email);
  if (!parsed) return verdict('INVALID', `“${email}” is not written as a mail address.`);
  const name = parsed.domain;
  if (domain.kind === 'no-domain') return verdict('INVALID', `There is no domain ${name}.`);
  if (domain.kind === 'refuses-mail') return verdict('INVALID', `${name} says that it takes no mail.`);
  if (domain.kind === 'no-server') return verdict('INVALID', `${name} has no mail server.`);
  if (isDisposable) return verdict('RISKY', `${name} hands out addresses to be thrown away.`);
  if (domain.kind === 'unknown') return verdict('UNKNOWN', `${name} could not be checked. ${domain.why}`);
  const mixed = mixedScript(name);
  if (mixed !== undefined) return verdict('RISKY', `${mixed} mixes letters of several alphabets that look alike.`);
  const role = roleOf(email);
  if (role !== undefined) return verdict('RISKY', `“${role}” is read by a team, not by one person.`);
  if (!domain.hasMx) return verdict('RISKY', `${name} names no mail server; its web server may take mail.`);
  return verdict('VALID', `${name} takes mail. Whether this mailbox exists, nobody has asked.`);
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The domain as it is read, when a label of it has letters of two alphabets; undefined otherwise. */
function mixedScript(ascii: string): string | undefined {
  if (!ascii.includes('xn--')) return undefined;
  const read = domainToUnicode(ascii);
  const isMixed = read.split('.').some((label) => scripts.filter((script) => script.test(label)).length > 1);
  return isMixed ? read : undefined;
}
