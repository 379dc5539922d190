import type { LeadField } from '../../contract/lead-import.ts';
import type { Why } from './damaged-row.ts';

/** How lists say yes, in the words of the tools and languages that we know. */
const yes =
  /^(true|yes|y|1|x|✓|✔|ja|j|wahr|oui|vrai|s[ií]|verdadero|vero|sim|tak|да|はい|是|unsubscribed|opted[ -]?out|opt[ -]?out|do not contact|do not email|abgemeldet|d[ée]sabonn[ée]|baja)$/i;

/**
 * Why nobody becomes a lead by what a row says, although it can be read: the person has opted out, a value has lost
 * letters, or the domain of the address only looks like the one that was meant.
 */
export function refusalOf(values: Partial<Record<LeadField, string>>, raw: string): Why | undefined {
  const { optOut, email } = values;
  if (optOut !== undefined && yes.test(optOut)) {
    return [
      'opted-out',
      `The list says that this person has opted out (“${optOut.slice(0, 40)}”). Nobody who has becomes a lead.`,
    ];
  }
  if (raw.includes('\ufffd')) {
    const broken = Object.values(values).find((value) => value.includes('\ufffd'));
    if (broken !== undefined) {
      return ['broken-letters', `“${broken.slice(0, 80)}” has a letter that an earlier program lost. Type it again.`];
    }
  }
  if (email !== undefined && !isAscii.test(email) && mixesAlphabets(email.slice(email.lastIndexOf('@') + 1))) {
    return [
      'email-lookalike',
      `The domain of “${email.slice(0, 80)}” mixes letters of two alphabets that look alike, so it is not the one that it seems to be. Type it again.`,
    ];
  }
  return undefined;
}

const isAscii = /^[\x20-\x7e]*$/;

/** Whether one part of a domain has Latin letters beside Cyrillic or Greek ones, which no honest domain has. */
const mixesAlphabets = (domain: string): boolean =>
  domain
    .split('.')
    .some((label) => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label));

/** Without characters that nobody sees, which come along when an address is copied from a page. */
export const withoutInvisible = (text: string): string => (isAscii.test(text) ? text : text.replaceAll(/\p{Cf}/gu, ''));

/** An industry as HubSpot and its like write it (`LOGISTICS_AND_SUPPLY_CHAIN`), in words. */
export const spokenIndustry = (text: string): string =>
  /^[A-Z0-9]+(_[A-Z0-9]+)+$/.test(text) ? text.charAt(0) + text.slice(1).replaceAll('_', ' ').toLowerCase() : text;
