import type { LeadField } from '../../../contract/lead-import.ts';
import { isTimeZone } from '../../clients/client-rules.ts';
import { findCountry } from '../../leads/country.ts';
import { parseEmail } from '../../leads/email-identity.ts';
import { parseLinkedin } from '../../leads/linkedin-identity.ts';
import { parseAmountCents, parsePeople } from '../quantities.ts';

type Fits = (value: string) => boolean;

const isPhone: Fits = (value) =>
  /^'?[+(]?\d[\d\s()./+x-]{5,24}$/i.test(value) && (value.match(/\d/g)?.length ?? 0) >= 6;
const isDate: Fits = (value) => /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}([ T]\d{1,2}:\d{2}.*)?$/.test(value);
const isLink: Fits = (value) => /^(https?:\/\/)?([\p{L}\d-]+\.)+\p{L}{2,}(\/\S*)?$/iu.test(value);

/** Words of people: not an address, a link, a number, a date or a yes. */
const isWords: Fits = (value) =>
  /\p{L}/u.test(value) &&
  !parseEmail(value) &&
  !/^https?:\/\//i.test(value) &&
  !isDate(value) &&
  !/^(true|false|yes|no|ja|nein|oui|non|n\/a)$/i.test(value);

const isName: Fits = (value) => isWords(value) && value.length <= 80 && !/\d{3}/.test(value);

/** How the values of a field look; fields that are not here hold anything. */
export const fieldShapes: Partial<Record<LeadField, Fits>> = {
  firstName: isName,
  lastName: isName,
  fullName: isName,
  title: isWords,
  company: (value) => !parseEmail(value) && !/^https?:\/\//i.test(value) && !isDate(value) && /[\p{L}\d]/u.test(value),
  email: (value) => parseEmail(value) !== undefined,
  linkedin: (value) => parseLinkedin(value) !== undefined,
  phone: isPhone,
  employeeCount: (value) => !isDate(value) && parsePeople(value) !== null,
  revenue: (value) => !isDate(value) && parseAmountCents(value) !== null,
  companyDomain: (value) =>
    isLink(value) && !parseLinkedin(value) && !/linkedin\.com|facebook\.com|twitter\.com/i.test(value),
  country: (value) => findCountry(value) !== undefined || (isWords(value) && value.length <= 60),
  location: isWords,
  industry: isWords,
  language: (value) => /^\p{L}{2,20}([-_ (]\p{L}{2,20}\)?)?$/u.test(value),
  optOut: (value) => value.length <= 40 && !parseEmail(value),
  timeZone: (value) => value.includes('/') && isTimeZone(value),
};

/** Fields that values alone give away, whatever the header says, and how sure that is. */
export const tellingFields: readonly (readonly [LeadField, number])[] = [
  ['email', 0.8],
  ['linkedin', 0.8],
  ['timeZone', 0.8],
];

/** The same where a column has no name at all. */
export const tellingWithoutName: readonly (readonly [LeadField, number, Fits])[] = [
  ['phone', 0.7, (value) => isPhone(value) && value.startsWith('+')],
  ['companyDomain', 0.6, (value) => isLink(value) && !value.includes('@') && !parseLinkedin(value)],
  ['fullName', 0.5, (value) => /^\p{Lu}[\p{L}.'’-]*( \p{L}[\p{L}.'’-]*){0,2} \p{Lu}[\p{L}.'’-]+$/u.test(value)],
];

/** The share of values that fit, 0–1. */
export const shareOf = (fits: Fits | undefined, values: readonly string[]): number =>
  fits === undefined || values.length === 0 ? 1 : values.filter((value) => fits(value)).length / values.length;
