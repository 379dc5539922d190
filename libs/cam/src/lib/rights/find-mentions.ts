import { foldCase } from '@aicmo/core-db';
import type { FoundPerson } from './person-finder.ts';
import { mentionFinder, mentions, withoutMentions, type MentionFinder } from './mention-rules.ts';
import type { PersonalPlace } from './personal-places.ts';
import type { AnyRow, RightsStore } from './rights-store.ts';

/** A row that is not the person's own and mentions the person, and what becomes of it. */
export interface Mention {
  readonly place: PersonalPlace;
  readonly row: AnyRow;
  /** Null: the row goes. */
  readonly change: AnyRow | null;
}

/** Whose names are known: by the id of a lead. */
export type NameOf = (leadIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Reads every free text once and says where somebody is mentioned. In a row about another lead a number does not
 * count (a company's switchboard is in many), and a name not where that lead has the same one.
 */
export async function findMentions(
  store: RightsStore,
  place: PersonalPlace,
  person: FoundPerson,
  nameOf: NameOf,
): Promise<readonly Mention[]> {
  const { mentions: texts } = place;
  if (!texts) return [];
  const finder = mentionFinder(person.values);
  const own = new Set(person.leads.map(({ id }) => id));
  const found: Mention[] = [];
  const columns = texts.about === undefined ? texts.columns : [...texts.columns, texts.about];
  for await (const rows of store.scan(place, columns)) {
    const hits = rows.filter((row) => texts.columns.some((column) => isIn(finder.anyWay, row[column])));
    if (hits.length === 0) continue;
    const names = texts.about === undefined ? new Map<string, string>() : await nameOf(idsIn(hits, texts.about));
    for (const row of hits) {
      const about = texts.about === undefined ? undefined : String(row[texts.about]);
      if (about !== undefined && own.has(about)) continue;
      const pattern = patternFor(finder, about === undefined ? undefined : names.get(about), person);
      if (!texts.columns.some((column) => isIn(pattern, row[column]))) continue;
      found.push({ place, row, change: changeOf(texts, row, pattern) });
    }
  }
  return found;
}

const isIn = (pattern: RegExp | null, value: AnyRow[string] | undefined): boolean =>
  typeof value === 'string' && mentions(pattern, value);

const idsIn = (rows: readonly AnyRow[], column: string): readonly string[] => [
  ...new Set(rows.map((row) => String(row[column]))),
];

function patternFor(finder: MentionFinder, otherName: string | undefined, person: FoundPerson): RegExp | null {
  if (otherName === undefined) return finder.anyWay;
  const isNamesake = person.values.names.some((name) => foldCase(name.trim()) === foldCase(otherName.trim()));
  return isNamesake ? finder.surely : finder.byName;
}

function changeOf(texts: NonNullable<PersonalPlace['mentions']>, row: AnyRow, pattern: RegExp | null): AnyRow | null {
  if (texts.then === 'remove') return null;
  const empty = (column: string) => [column, column === 'reason' ? 'Erased at the person’s own request.' : ''];
  const replace = (column: string) => [column, withoutMentions(pattern, String(row[column] ?? ''))];
  return Object.fromEntries(texts.columns.map(texts.then === 'empty' ? empty : replace)) as AnyRow; // texts by column
}
