import type { MatchEvidence, MatchKind, MergeField } from '@aicmo/cam/contract';
import type { Tone } from '@aicmo/ui';

/** What a field is called beside its two values. */
export const fieldNames: Readonly<Record<MergeField, string>> = {
  name: 'Name',
  title: 'Title',
  company: 'Company',
  companyDomain: 'Website',
  industry: 'Industry',
  employeeCount: 'Employees',
  revenue: 'Revenue a year',
  location: 'Place',
  country: 'Country',
  email: 'Email',
  linkedin: 'LinkedIn',
  phone: 'Phone',
  timeZone: 'Time zone',
  language: 'Language',
};

/** How sure the search is, in a word. */
export function sureWord(sureness: number): { readonly word: string; readonly tone: Tone } {
  if (sureness >= 0.9) return { word: 'Almost certain', tone: 'good' };
  if (sureness >= 0.7) return { word: 'Likely', tone: 'info' };
  return { word: 'Possible', tone: 'neutral' };
}

type Finding = `${MatchEvidence['about']} ${MatchEvidence['finding']}`;

const findings: Readonly<Partial<Record<Finding, string>>> = {
  'first same': 'same first name',
  'first alike': 'first names that are alike',
  'first part': 'a first name that one of them lacks',
  'first initial': 'an initial that fits',
  'last same': 'same last name',
  'last alike': 'last names that are alike',
  'last part': 'one last name is part of the other',
  'last swapped': 'same names, swapped',
  'company same': 'same company',
  'company alike': 'companies that are alike',
  'company part': 'one company’s name is part of the other',
  'company different': 'other companies',
  'email same': 'same address',
  'email alike': 'addresses that are alike',
  'email part': 'same mailbox name elsewhere',
  'email different': 'other addresses at one company',
  'phone same': 'same phone number',
  'phone different': 'other phone numbers',
  'linkedin same': 'same profile',
  'linkedin alike': 'profiles that are alike',
  'linkedin different': 'other profiles',
  'country different': 'other countries',
};

const isSame = (evidence: readonly MatchEvidence[], about: 'first' | 'last'): boolean =>
  evidence.some((each) => each.about === about && each.finding === 'same');

function wordsOf(evidence: readonly MatchEvidence[], isFor: boolean): readonly string[] {
  const sameName = isSame(evidence, 'first') && isSame(evidence, 'last');
  const rest = sameName ? evidence.filter(({ about }) => about !== 'first' && about !== 'last') : evidence;
  const words = rest
    .filter(({ bits }) => bits >= 0 === isFor)
    .flatMap(({ about, finding }) => findings[`${about} ${finding}`] ?? []);
  return sameName && isFor ? ['same name', ...words] : words;
}

/** What speaks for it, and what against it, each as a list in words. */
export const evidenceWords = (evidence: readonly MatchEvidence[]): { readonly pro: string; readonly con: string } => ({
  pro: capital(wordsOf(evidence, true).join(', ')),
  con: capital(wordsOf(evidence, false).join(', ')),
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Why a pair is shown, where the search alone did not find it. */
export const kindWords: Readonly<Record<MatchKind, string | null>> = {
  NEAR: null,
  CONFLICT: 'One row of a file named both',
  PERSON: 'Leads of two clients',
};
