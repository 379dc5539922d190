import { LeadField, type ColumnGuess, type ColumnMapping } from '../../contract/lead-import.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import { isTimeZone } from '../clients/client-rules.ts';
import type { FileTable } from './file-table.ts';
import { headerWords, plainHeader } from './header-words.ts';
import { parseAmountCents, parsePeople } from './quantities.ts';

/** Under this, a guess is not filled in for the operator. */
const leastConfidence = 0.5;
const sampleRows = 200;

/** How the values of a field look; fields that are not here hold any text. */
const shapes: Partial<Record<LeadField, (value: string) => boolean>> = {
  email: (value) => parseEmail(value) !== undefined,
  linkedin: (value) => parseLinkedin(value) !== undefined,
  phone: (value) => /^[+()\d][\d\s()./+-]{6,24}$/.test(value),
  employeeCount: (value) => parsePeople(value) !== null,
  revenue: (value) => parseAmountCents(value) !== null,
  companyDomain: (value) => /^(https?:\/\/)?([\w-]+\.)+[a-z]{2,}(\/\S*)?$/i.test(value),
  timeZone: (value) => value.includes('/') && isTimeZone(value),
};

/** Fields that values alone give away, whatever the header says. */
const tellingFields: readonly LeadField[] = ['email', 'linkedin', 'timeZone'];

interface Candidate {
  readonly index: number;
  readonly field: LeadField;
  readonly confidence: number;
  readonly why: string;
}

/** What each column probably is, by its name and by what stands in it; no field is given twice. */
export function guessColumns({ header, rows }: Pick<FileTable, 'header' | 'rows'>): readonly ColumnGuess[] {
  const values = header.map((_, index) =>
    rows.slice(0, sampleRows).flatMap(({ cells }) => (cells[index]?.trim() ? [cells[index].trim()] : [])),
  );
  const names = header.map(plainHeader);
  const candidates = header
    .flatMap((_, index) => candidatesFor(index, names, values[index] ?? []))
    .sort((one, other) => other.confidence - one.confidence || one.index - other.index);
  const chosen = new Map<number, Candidate>();
  const taken = new Set<LeadField>();
  for (const candidate of candidates) {
    if (candidate.confidence < leastConfidence || chosen.has(candidate.index) || taken.has(candidate.field)) continue;
    chosen.set(candidate.index, candidate);
    taken.add(candidate.field);
  }
  return header.map((name, index) => {
    const guess = chosen.get(index);
    return {
      index,
      header: name,
      samples: [...new Set(values[index])].slice(0, 3).map((value) => value.slice(0, 80)),
      field: guess?.field ?? null,
      confidence: guess?.confidence ?? 0,
      why: guess?.why ?? 'Nothing tells what it is: kept as a field of its own.',
    };
  });
}

/** The mapping that the guesses amount to. */
export const mappingOf = (guesses: readonly ColumnGuess[]): ColumnMapping =>
  Object.fromEntries(guesses.flatMap(({ index, field }) => (field === null ? [] : [[String(index), field]])));

function candidatesFor(index: number, names: readonly string[], values: readonly string[]): readonly Candidate[] {
  const name = names[index] ?? '';
  const byName = fieldsNamed(name, names).map(({ field, exact }) => judge(index, field, exact, values));
  const byValue = tellingFields
    .filter(
      (field) => values.length > 0 && shareOf(field, values) >= 0.8 && !byName.some((each) => each.field === field),
    )
    .map((field) => ({ index, field, confidence: 0.8, why: 'The values look like it.' }));
  return [...byName, ...byValue];
}

function fieldsNamed(name: string, names: readonly string[]): readonly { field: LeadField; exact: boolean }[] {
  // Lists with "Vorname" or "Prénom" call the family name just "Name" or "Nom".
  const hasFirstName = names.some((each) => headerWords.firstName.includes(each));
  if (hasFirstName && ['name', 'nom', 'naam'].includes(name)) return [{ field: 'lastName', exact: true }];
  const named: { field: LeadField; exact: boolean }[] = [];
  for (const field of LeadField.options) {
    const words = headerWords[field];
    const exact = words.includes(name);
    const sounds = words.some((word) => word.length > 3 && ` ${name} `.includes(` ${word} `));
    if (exact || sounds) named.push({ field, exact });
  }
  return named;
}

function judge(index: number, field: LeadField, exact: boolean, values: readonly string[]): Candidate {
  const base = exact ? 0.9 : 0.6;
  const said = exact ? 'The name says so' : 'The name sounds like it';
  if (!shapes[field] || values.length === 0) return { index, field, confidence: base, why: `${said}.` };
  const share = shareOf(field, values);
  if (share >= 0.8) return { index, field, confidence: exact ? 1 : 0.8, why: `${said}, and the values agree.` };
  if (share >= 0.4) return { index, field, confidence: base - 0.1, why: `${said}; some values look different.` };
  return { index, field, confidence: base - 0.5, why: `${said}, but the values do not look like it.` };
}

function shareOf(field: LeadField, values: readonly string[]): number {
  const fits = shapes[field];
  return fits ? values.filter((value) => fits(value)).length / values.length : 1;
}
