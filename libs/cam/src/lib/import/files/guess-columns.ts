import { LeadField, type ColumnGuess, type ColumnMapping } from '../../../contract/lead-import.ts';
import type { RecalledShape } from '../shapes/import-shapes.ts';
import { fieldShapes, shareOf, tellingFields, tellingWithoutName } from './column-shapes.ts';
import { headerWords, plainHeader } from './header-words.ts';
import type { ListFile } from './list-file.ts';
import { isOwnColumn } from './own-columns.ts';

/** Under this, a guess is not filled in for the operator. */
const leastConfidence = 0.5;

interface Candidate {
  readonly index: number;
  readonly field: LeadField;
  readonly confidence: number;
  readonly why: string;
}

interface Column {
  readonly index: number;
  readonly name: string;
  readonly values: readonly string[];
  /** Values that are not empty among the sample's rows, 0–1. */
  readonly filled: number;
}

/**
 * What each column probably is: as a person chose for the same columns before, else by its name and by what stands in
 * it. No place is given twice; of two columns that fit it, the likelier name wins, unless nothing stands under it.
 */
export function guessColumns(
  { header, sample }: Pick<ListFile, 'header' | 'sample'>,
  recalled?: RecalledShape,
): readonly ColumnGuess[] {
  const columns = header.map((name, index): Column => {
    const values = sample.flatMap(({ cells }) => (cells[index]?.trim() ? [cells[index].trim()] : []));
    return { index, name: plainHeader(name), values, filled: sample.length === 0 ? 0 : values.length / sample.length };
  });
  const chosen = recalled === undefined ? choose(columns) : new Map<number, Candidate>();
  return columns.map(({ index, values }) => {
    const samples = [...new Set(values)].slice(0, 3).map((value) => value.slice(0, 80));
    const column = { index, header: header[index] ?? '', samples };
    if (isOwnColumn(column.header)) return { ...column, ...ourOwn };
    if (recalled)
      return { ...column, field: recalled.mapping[String(index)] ?? null, confidence: 1, why: asChosen(recalled) };
    const guess = chosen.get(index);
    return {
      ...column,
      field: guess?.field ?? null,
      confidence: guess?.confidence ?? 0,
      why:
        guess?.why ??
        (values.length === 0 ? 'Nothing stands in it.' : 'Nothing tells what it is: kept as a field of its own.'),
    };
  });
}

const ourOwn = {
  field: 'leave-out',
  confidence: 1,
  why: 'Written by us beside rejected rows; it is not kept.',
} as const;

const asChosen = ({ fileName, chosenBy, isOwn }: RecalledShape): string =>
  isOwn ? `As ${chosenBy} chose for “${fileName}”.` : 'As it was chosen for a list of another client.';

/** The mapping that the guesses amount to. */
export const mappingOf = (guesses: readonly ColumnGuess[]): ColumnMapping =>
  Object.fromEntries(guesses.flatMap(({ index, field }) => (field === null ? [] : [[String(index), field]])));

function choose(columns: readonly Column[]): ReadonlyMap<number, Candidate> {
  const names = new Set(columns.map(({ name }) => compact(name)));
  const candidates = columns
    .flatMap((column) => candidatesFor(column, names))
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((one, other) => other.confidence - one.confidence || one.index - other.index);
  const chosen = new Map<number, Candidate>();
  const taken = new Set<LeadField>();
  for (const candidate of candidates) {
    if (chosen.has(candidate.index) || taken.has(candidate.field)) continue;
    chosen.set(candidate.index, candidate);
    taken.add(candidate.field);
  }
  return chosen;
}

function candidatesFor(column: Column, names: ReadonlySet<string>): readonly Candidate[] {
  const byName = fieldsNamed(column.name, names).flatMap((named) => judge(column, named));
  const { index, values } = column;
  if (values.length === 0) return byName;
  const isNameless = /^column \d+$/.test(column.name);
  const telling = isNameless
    ? [...tellingFields.map(([field, sure]) => [field, sure, fieldShapes[field]] as const), ...tellingWithoutName]
    : tellingFields.map(([field, sure]) => [field, sure, fieldShapes[field]] as const);
  const byValue = telling
    .filter(([field, , fits]) => shareOf(fits, values) >= 0.8 && !byName.some((each) => each.field === field))
    .filter(([field]) => !isAside(column.name, field))
    .map(([field, confidence]) => ({ index, field, confidence, why: 'The values look like it.' }));
  return [...byName, ...byValue];
}

interface Named {
  readonly field: LeadField;
  readonly isExact: boolean;
  /** Place of the word in its list, 0–1: further in front is likelier. */
  readonly rank: number;
}

const compact = (name: string): string => name.replaceAll(' ', '');

interface Word {
  readonly field: LeadField;
  readonly word: string;
  readonly rank: number;
}

const allWords: readonly Word[] = LeadField.options.flatMap((field) =>
  headerWords[field].map((word, at) => ({ field, word, rank: at / headerWords[field].length })),
);
const exactWords: ReadonlyMap<string, Word> = new Map(allWords.toReversed().map((word) => [compact(word.word), word]));
const soundingWords = allWords.filter(({ word }) => word.length > 3 || /[^\p{Script=Latin}\p{N} ]/u.test(word));

function fieldsNamed(name: string, names: ReadonlySet<string>): readonly Named[] {
  // Lists with "Vorname" or "Prénom" call the family name just "Name" or "Nom".
  const hasFirstName = headerWords.firstName.some((word) => names.has(compact(word)));
  if (hasFirstName && ['name', 'nom', 'naam'].includes(name)) return [{ field: 'lastName', isExact: true, rank: 0 }];
  const exact = exactWords.get(compact(name));
  if (exact) return [{ field: exact.field, isExact: true, rank: exact.rank }];
  const padded = ` ${name} `;
  const sounding = new Map<LeadField, Named>();
  for (const { field, word, rank } of soundingWords) {
    if (!sounding.has(field) && padded.includes(` ${word} `) && !isAside(name, field)) {
      sounding.set(field, { field, isExact: false, rank });
    }
  }
  return [...sounding.values()];
}

/** Words that make a column about something else than the person or the company: "Contact owner", "Email status". */
const asideWords =
  /\b(owner|status|source|ids?|date|time|created|modified|updated|last|confidence|verified|verification|opt|optin|opted|count|opened|opens|open|clicked|clicks|sent|sends|bounced|bounce|replied|score|stage|lists?|notes?|sequence|campaign|quarantined|catch|secondary|fax|besitzer|inhaber|datum|quelle|fecha|estado|propietario|statut|propriétaire|facebook|twitter|instagram|xing|for emails)\b/u;

const asideOf: Partial<Record<LeadField, RegExp>> = {
  email: /\b(domain|personal|privat)\b/u,
  linkedin: /\b(company|organization|account|firma|unternehmen|entreprise|empresa)\b/u,
  fullName: /\b(company|account|firma|event|file|list|domain|product|deal)\b/u,
  phone: /\b(company|corporate|zentrale)\b/u,
};

const isAside = (name: string, field: LeadField): boolean =>
  asideWords.test(name) || (asideOf[field]?.test(name) ?? false);

function judge({ index, values, filled }: Column, { field, isExact, rank }: Named): readonly Candidate[] {
  const base = isExact ? 0.9 : 0.6;
  const said = isExact ? 'The name says so' : 'The name sounds like it';
  // A likelier word weighs less than a column that is filled: of "Work phone" and "Mobile phone" the one in use wins.
  const place = -0.02 * rank - (filled < 0.1 ? 0.06 : 0);
  const found = (confidence: number, why: string) => [{ index, field, confidence: confidence + place, why }];
  const fits = fieldShapes[field];
  // A name that only sounds like it, with nothing under it, says too little.
  if (values.length === 0) return isExact ? found(base, `${said}.`) : [];
  if (!fits) return found(base, `${said}.`);
  const share = shareOf(fits, values);
  if (share >= 0.8) return found(isExact ? 1 : 0.8, `${said}, and the values agree.`);
  if (share >= 0.4) return found(base - 0.05, `${said}; some values look different.`);
  return found(base - 0.5, `${said}, but the values do not look like it.`);
}
