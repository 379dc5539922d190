import { invalid } from '@aicmo/core-kernel';
import type { LeadEdit } from '../../contract/lead-edit.ts';
import { isTimeZone } from '../clients/client-rules.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';

/** What an edit comes to. */
export interface EditedLead {
  /** Only what is different afterwards; empty when nothing is. */
  readonly change: Partial<LeadRow>;
  /** By which the lead is not recognised any more. */
  readonly lost: readonly IdentityKey[];
  /** By which it is recognised from now on. */
  readonly gained: readonly IdentityKey[];
  /** The changed fields in words: "title, company". */
  readonly words: string;
}

const plainTexts = [
  'firstName',
  'lastName',
  'title',
  'company',
  'industry',
  'location',
  'country',
  'language',
] as const;

/** What the columns of a lead are called in a sentence; those that are missing say nothing of their own. */
export const fieldWords: Readonly<Record<string, string>> = {
  ...{ firstName: 'first name', lastName: 'last name', title: 'title', company: 'company' },
  ...{ companyDomain: 'website', industry: 'industry', employeeCount: 'people', revenueCents: 'revenue' },
  ...{ location: 'place', country: 'country', email: 'address', linkedin: 'LinkedIn profile', phone: 'phone number' },
  ...{ timeZone: 'time zone', language: 'language', signals: 'signals', budgetKnown: 'budget' },
  ...{ timelineKnown: 'time frame', fields: 'own fields' },
};

/** What a score is computed from: when one of these changes, it is computed again. */
const scoredFields: readonly (keyof LeadRow)[] = [
  ...(['title', 'industry', 'employeeCount', 'revenueCents', 'location', 'country', 'signals'] as const),
  ...(['budgetKnown', 'timelineKnown'] as const),
];

/** Whether the score has to be computed again after a change. */
export const changesScore = (change: Partial<LeadRow>): boolean => scoredFields.some((name) => name in change);

/**
 * What an edit by hand does to a lead. Pure. Throws `invalid` (`lead-edit-…`, `details.field` names the place) for a
 * value that is none, or when nothing would be left by which the lead is recognised.
 */
export function readEdit(row: LeadRow, edit: LeadEdit, parsePhone: ParsePhone): EditedLead {
  const wanted: Partial<LeadRow> = {
    ...plainTextsOf(edit),
    ...waysOf(row, edit, parsePhone),
    ...numbersOf(edit),
    ...restOf(edit),
  };
  if (wanted.firstName !== undefined || wanted.lastName !== undefined) {
    wanted.fullName = `${wanted.firstName ?? row.firstName} ${wanted.lastName ?? row.lastName}`.trim();
  }
  const change = onlyDifferent(row, wanted);
  assertRecognisable({ ...row, ...change });
  if (change.email !== undefined)
    Object.assign(change, { emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null });
  const words = Object.keys(edit)
    .filter((name) => name in change)
    .map((name) => fieldWords[name] ?? name)
    .join(', ');
  const after = { ...row, ...change };
  if (Object.keys(change).length > 0) {
    Object.assign(change, onlyDifferent(row, { searchText: searchTextOf(after), ...sortColumnsOf(after) }));
  }
  return { change, words, ...identitiesOf(row, after) };
}

function plainTextsOf(edit: LeadEdit): Partial<LeadRow> {
  const texts = plainTexts.flatMap((name) => {
    const value = edit[name];
    return value === undefined ? [] : [[name, within(name, oneLine(value))] as const];
  });
  return Object.fromEntries(texts);
}

/** Address, profile, number: each in the form in which it is written to, with the key by which it is recognised. */
function waysOf(row: LeadRow, edit: LeadEdit, parsePhone: ParsePhone): Partial<LeadRow> {
  const ways: Partial<LeadRow> = {};
  if (edit.email !== undefined) {
    const email = edit.email.trim() === '' ? null : parseEmail(edit.email);
    if (email === undefined)
      throw wrong('email', `“${edit.email}” is no mail address; one looks like anna@example.com.`);
    Object.assign(ways, { email: email?.address ?? '', emailKey: email?.key ?? null });
  }
  if (edit.linkedin !== undefined) {
    const profile = edit.linkedin.trim() === '' ? null : parseLinkedin(edit.linkedin);
    if (profile === undefined) {
      throw wrong('linkedin', `“${edit.linkedin}” is no person's profile; one looks like linkedin.com/in/anna-berg.`);
    }
    Object.assign(ways, { linkedin: profile?.url ?? '', linkedinKey: profile?.key ?? null });
  }
  if (edit.phone !== undefined) {
    const number = edit.phone.trim() === '' ? null : parsePhone(edit.phone, edit.country ?? row.country);
    if (number === undefined) {
      throw wrong('phone', `“${edit.phone}” is no phone number; write it with its country, like +49 30 123456.`);
    }
    Object.assign(ways, { phone: number ?? '', phoneKey: number });
  }
  return ways;
}

function numbersOf({ employeeCount, revenueCents }: LeadEdit): Partial<LeadRow> {
  const whole = (field: string, value: number | null, what: string): number | null => {
    if (value === null || (Number.isSafeInteger(value) && value >= 0)) return value;
    throw wrong(field, `Found ${value} as ${what}; expected a whole number from 0 on, or nothing.`);
  };
  return {
    ...(employeeCount === undefined
      ? {}
      : { employeeCount: whole('employeeCount', employeeCount, 'number of people') }),
    ...(revenueCents === undefined ? {} : { revenueCents: whole('revenueCents', revenueCents, 'revenue') }),
  };
}

function restOf({ companyDomain, timeZone, signals, budgetKnown, timelineKnown, fields }: LeadEdit): Partial<LeadRow> {
  if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) {
    throw wrong(
      'timeZone',
      `Found the time zone “${timeZone}”; expected a name like Europe/Berlin or America/New_York.`,
    );
  }
  return {
    ...(companyDomain === undefined ? {} : { companyDomain: within('companyDomain', hostOf(companyDomain)) }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(signals === undefined ? {} : { signals: JSON.stringify([...new Set(signals)]) }),
    ...(budgetKnown === undefined ? {} : { budgetKnown: budgetKnown ? 1 : 0 }),
    ...(timelineKnown === undefined ? {} : { timelineKnown: timelineKnown ? 1 : 0 }),
    ...(fields === undefined ? {} : { fields: JSON.stringify(fields) }),
  };
}

const oneLine = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

const hostOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/, '');

function within(field: string, text: string): string {
  if (text.length <= 500) return text;
  throw wrong(
    field,
    `The ${fieldWords[field] ?? field} has ${text.length} characters; at most 500 are kept. Shorten it.`,
  );
}

const wrong = (field: string, message: string) => invalid({ code: `lead-edit-${field}`, message, details: { field } });

function onlyDifferent(row: LeadRow, wanted: Partial<LeadRow>): Partial<LeadRow> {
  const stored = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => stored.get(name) !== value));
}

function assertRecognisable(row: LeadRow): void {
  if (row.email !== '' || row.linkedin !== '' || row.phone !== '') return;
  throw invalid({
    code: 'lead-edit-nobody',
    message: 'Without an address, a profile and a number nobody could be reached or recognised. Keep at least one.',
    details: { field: 'email' },
  });
}

function identitiesOf(before: LeadRow, after: LeadRow): Pick<EditedLead, 'lost' | 'gained'> {
  const ways = [
    ['email', before.emailKey, after.emailKey],
    ['linkedin', before.linkedinKey, after.linkedinKey],
    ['phone', before.phoneKey, after.phoneKey],
  ] as const;
  const changed = ways.filter(([, was, is]) => was !== is);
  return {
    lost: changed.flatMap(([kind, was]) => (was === null ? [] : [{ kind, value: was }])),
    gained: changed.flatMap(([kind, , is]) => (is === null ? [] : [{ kind, value: is }])),
  };
}
