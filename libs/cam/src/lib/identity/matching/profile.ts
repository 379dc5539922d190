import type { LeadRow } from '../../db/cam-tables.ts';
import { companyKey } from './company-key.ts';
import { foldName } from './fold-name.ts';
import { isFreeMail } from './free-mail.ts';
import { formalName } from './nicknames.ts';

/** What matching reads of a lead. */
export type MatchableLead = Pick<
  LeadRow,
  | ('id' | 'clientId' | 'personId' | 'firstName' | 'lastName' | 'fullName' | 'company' | 'companyDomain')
  | ('country' | 'emailKey' | 'linkedinKey' | 'phoneKey')
>;

/** A lead as it is compared: everything folded once. */
export interface Profile {
  readonly id: string;
  readonly clientId: string;
  readonly personId: string;
  /** Folded, first word only; empty: not known. */
  readonly first: string;
  /** The formal name behind `first`. */
  readonly formal: string;
  /** Folded, its words in their order. */
  readonly last: string;
  readonly company: string;
  /** The company's own domain, never that of a free mailbox. */
  readonly domain: string;
  readonly country: string;
  readonly email: string;
  /** The part before the @, letters and digits only. */
  readonly local: string;
  readonly linkedin: string;
  readonly phone: string;
}

/** Titles that stand before a name in lists and belong to no name. */
const titles = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'miss', 'mx', 'herr', 'frau', 'ing', 'dipl', 'sir']);

/** Folds a lead for comparing. */
export function profileOf(lead: MatchableLead): Profile {
  const { first, last } = nameOf(lead);
  const email = lead.emailKey ?? '';
  const at = email.lastIndexOf('@');
  const mailDomain = email.slice(at + 1);
  return {
    ...{ id: lead.id, clientId: lead.clientId, personId: lead.personId },
    ...{ first, formal: formalName(first), last },
    company: companyKey(lead.company),
    domain: lead.companyDomain || (mailDomain === '' || isFreeMail(mailDomain) ? '' : mailDomain),
    country: lead.country.toLowerCase(),
    ...{ email, local: at < 1 ? '' : foldName(email.slice(0, at)).replaceAll(' ', '') },
    ...{ linkedin: lead.linkedinKey ?? '', phone: lead.phoneKey ?? '' },
  };
}

/** First and last name; where only a whole name is known, it is split at its first word. */
function nameOf({ firstName, lastName, fullName }: MatchableLead): Pick<Profile, 'first' | 'last'> {
  const whole = firstName === '' && lastName === '';
  const words = foldName(whole ? fullName : firstName).split(' ');
  while (words.length > 1 && titles.has(words[0] ?? '')) words.shift();
  const [first = '', ...rest] = words;
  if (whole) return { first, last: rest.join(' ') };
  // A name that stands whole in one of the two columns is still a whole name.
  return lastName === '' ? { first, last: rest.join(' ') } : { first, last: foldName(lastName) };
}
