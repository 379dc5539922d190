import { undefused } from '../import/files/csv-line.ts';
import { invalid } from '@aicmo/core-kernel';
import { domainToASCII } from 'node:url';
import type { SuppressionKind } from '../../contract/suppression.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';

/** Somebody who may or may not be on the list: the keys under which a lead is recognised. */
export interface SuppressiblePerson {
  /** Of a lead: then everything under which it is recognised counts, also what its row does not show. */
  readonly id?: string;
  readonly clientId: string;
  /** As it would be written to. */
  readonly email: string;
  readonly emailKey: string | null;
  readonly linkedinKey: string | null;
  readonly phoneKey: string | null;
}

/** One entry of the list that could fit a person. */
export interface SuppressionProbe {
  readonly kind: SuppressionKind;
  readonly value: string;
}

/**
 * Everything under which a person could stand on the list; a domain counts with all domains above it.
 * @param others by what else the person is recognised: of a lead that was merged, or of which a list told a second address.
 */
export function suppressionProbes(
  person: SuppressiblePerson,
  others: readonly SuppressionProbe[] = [],
): readonly SuppressionProbe[] {
  const { emailKey, linkedinKey, phoneKey } = person;
  const addresses = others.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  const domains = [person.email, emailKey ?? '', ...addresses].flatMap((address) => domainsOf(address));
  const all: readonly SuppressionProbe[] = [
    ...(emailKey === null ? [] : [{ kind: 'email' as const, value: emailKey }]),
    ...domains.map((value) => ({ kind: 'domain' as const, value })),
    ...(linkedinKey === null ? [] : [{ kind: 'linkedin' as const, value: linkedinKey }]),
    ...(phoneKey === null ? [] : [{ kind: 'phone' as const, value: phoneKey }]),
    ...others,
  ];
  return [...new Map(all.map((probe) => [`${probe.kind} ${probe.value}`, probe])).values()];
}

/** `a.b.example` → `a.b.example`, `b.example`; never a bare top-level domain. */
function domainsOf(address: string): readonly string[] {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (!address.includes('@') || domain === '') return [];
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

/** The value of an entry as leads carry it. Throws `invalid` (code `suppression-value`) for what names nobody. */
export function suppressionValue(kind: SuppressionKind, text: string, parsePhone: ParsePhone): string {
  const value = {
    email: () => parseEmail(text)?.key,
    domain: () => domainValue(text),
    linkedin: () => parseLinkedin(text)?.key,
    phone: () => parsePhone(text),
  }[kind]();
  if (value !== undefined) return value;
  const expected = {
    email: 'a mail address like anna@example.com',
    domain: 'a domain like example.com',
    linkedin: 'a profile like linkedin.com/in/anna-berg',
    phone: 'a number with its country, like +49 30 901820',
  }[kind];
  throw invalid({ code: 'suppression-value', message: `Found “${text.slice(0, 80)}”; expected ${expected}.` });
}

/** What a cell of somebody's list names, if it names anybody; the exports' defence against formulas is no part of it. */
export function recogniseSuppression(text: string, parsePhone: ParsePhone): SuppressionProbe | undefined {
  const cell = undefused(text.trim());
  const email = parseEmail(cell)?.key;
  if (email !== undefined) return { kind: 'email', value: email };
  const linkedin = parseLinkedin(cell)?.key;
  if (linkedin !== undefined) return { kind: 'linkedin', value: linkedin };
  const phone = /^(\+|00)/.test(cell) ? parsePhone(cell) : undefined;
  if (phone !== undefined) return { kind: 'phone', value: phone };
  const domain = /\s/.test(cell) || cell.includes('linkedin.com/') ? undefined : domainValue(cell);
  return domain === undefined || !/[a-z]$/.test(domain) ? undefined : { kind: 'domain', value: domain };
}

function domainValue(text: string): string | undefined {
  const domain = domainToASCII(
    text
      .trim()
      .toLowerCase()
      .replace(/^@|^https?:\/\/(www\.)?/, '')
      .replace(/\/.*$/, ''),
  );
  return /^(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}$/.test(domain) ? domain : undefined;
}
