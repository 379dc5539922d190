import type { PersonFound } from '../connectors/lead-connector.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { isFreeMail } from '../identity/matching/free-mail.ts';
import { findCountry } from '../leads/country.ts';
import { languageOf } from './country-language.ts';

/** What may be filled. By what a person is recognised (address, profile, number) is not among it: people decide that. */
export const fillable = [
  ...(['company', 'companyDomain', 'industry', 'title', 'location', 'country', 'timeZone', 'language'] as const),
  ...(['employeeCount', 'revenueCents'] as const),
] as const;
export type Fillable = (typeof fillable)[number];

/** The columns that filling looks at and changes. */
export type FillColumns = Pick<LeadRow, Fillable | 'email'>;

/** One empty field and what it becomes. */
export interface Fill {
  readonly field: Fillable;
  readonly value: string | number;
  /** Where the value is from, in words. */
  readonly source: string;
}

const isEmpty = (value: string | number | null): boolean => value === '' || value === null;

/** What follows from the lead itself: company from its address, time zone and language from its country. */
export function localFills(lead: FillColumns, isDisposable: (domain: string) => boolean): readonly Fill[] {
  const domain = lead.email.slice(lead.email.lastIndexOf('@') + 1);
  const isOwn = lead.email !== '' && !isFreeMail(domain) && !isDisposable(domain);
  const fills: Fill[] = [];
  const fill = (field: Fillable, value: string | undefined, source: string): void => {
    if (value !== undefined && isEmpty(lead[field])) fills.push({ field, value, source });
  };
  if (isOwn) {
    fill('companyDomain', domain, 'the address');
    fill('company', companyName(lead.companyDomain || domain), 'the domain of the address');
  }
  fill('timeZone', findCountry(lead.country)?.zone, 'the country');
  fill('language', languageOf(lead.country), 'the country');
  return fills;
}

/** What somebody else knows, into empty fields only. */
export const foundFills = (lead: FillColumns, found: PersonFound, source: string): readonly Fill[] =>
  fillable.flatMap((field) => {
    const value = field in found ? found[field as keyof PersonFound] : undefined; // the names are the same on purpose
    return value !== undefined && value !== '' && isEmpty(lead[field]) ? [{ field, value, source }] : [];
  });

/** A lead with its empty fields filled. */
export const filled = <Lead extends FillColumns>(lead: Lead, fills: readonly Fill[]): Lead => ({
  ...lead,
  ...Object.fromEntries(fills.map(({ field, value }) => [field, value])),
});

/** Second parts of endings such as `co.uk`: with them the name stands one label further to the left. */
const secondParts = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'edu', 'gv', 'or', 'ne']);

/** A name that can stand in a letter until somebody knows better: `kurier-nord.co.uk` is "Kurier Nord". */
function companyName(domain: string): string | undefined {
  const labels = domain.toLowerCase().split('.');
  if (labels.length < 2 || domain.includes('xn--')) return undefined;
  const hasSecond = labels.length > 2 && secondParts.has(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2;
  const label = labels.at(hasSecond ? -3 : -2) ?? '';
  const words = label.split('-').filter((word) => word !== '');
  if (words.length === 0 || !/\p{L}/u.test(label)) return undefined;
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
