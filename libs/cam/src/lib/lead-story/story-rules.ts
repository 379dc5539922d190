import * as z from 'zod/mini';
import { invalid } from '@aicmo/core-kernel';
import type { LeadSource, StoryLine, StoryPage } from '../../contract/lead-story.ts';
import type { LeadNoteRow } from '../db/lead-work-tables.ts';
import { fieldWords } from '../lead-acts/edit-rules.ts';
import type { ImportedInto, StoredRecord } from './story-store.ts';
import { plainWords } from './story-words.ts';

/** A line with its place: the story is in the order of its places. */
export interface PlacedLine {
  readonly place: string;
  readonly line: StoryLine;
}

const Facts = z.object({
  kind: z.optional(z.enum(['source', 'decision', 'note', 'message', 'task', 'appointment', 'score'])),
  attemptId: z.optional(z.string()),
});

/** What was kept when it was decided. */
export function lineOfRecord({ id, at, actor, what, why, data }: StoredRecord): PlacedLine {
  const facts = z.safeParse(Facts, JSON.parse(data));
  const kind = facts.success
    ? (facts.data.kind ?? (facts.data.attemptId === undefined ? 'decision' : 'message'))
    : 'decision';
  const scored = kind === 'decision' && what === 'Scored again' ? 'score' : kind;
  const line = {
    id,
    kind: scored,
    at,
    actor: actorWords(actor),
    what: plainWords(what),
    why: plainWords(why),
  } as const;
  return { place: `${at}/1/${id}`, line };
}

/** What a person wrote stands there as it is. */
export function lineOfNote({ id, text, madeBy, madeAt, editedAt }: LeadNoteRow): PlacedLine {
  const why = editedAt === null ? '' : 'Changed later.';
  return {
    place: `${madeAt}/1/${madeAt}/000000/${id}`,
    line: { id, kind: 'note', at: madeAt, actor: madeBy, what: text, why },
  };
}

const effects: Readonly<Record<LeadSource['effect'], string>> = {
  made: 'Imported from',
  changed: 'Completed from',
  found: 'Found again in',
};

/** Where something known came from, and which columns of the lead it changed. */
export interface StorySource {
  readonly source: LeadSource;
  readonly changed: readonly string[];
}

/** Where something known came from, before whatever was decided at the same moment. */
export function lineOfSource({ source, changed }: StorySource, index: number): PlacedLine {
  const { at, name, rowNumber, by, effect, batchId } = source;
  const row = rowNumber === null ? '' : `, row ${rowNumber}`;
  const what =
    batchId === null ? `Came from ${name === '' ? 'this console' : name}` : `${effects[effect]} “${name}”${row}`;
  const words = [...new Set(changed.flatMap((column) => fieldWords[column] ?? []))];
  const why = words.length === 0 ? '' : `It brought: ${words.join(', ')}.`;
  const place = `${at}/0/${String(index).padStart(4, '0')}`;
  return { place, line: { id: `source-${index}`, kind: 'source', at, actor: actorWords(by), what, why } };
}

/** A sequence that an import chose. */
export function lineOfImportedInto({ id, at, by, tier, sequenceName }: ImportedInto): PlacedLine {
  const what = `Put in sequence${sequenceName === null ? '' : ` “${sequenceName}”`}`;
  const why = tier === null ? '' : `It was a ${tier.toLowerCase()} lead.`;
  const line = { id, kind: 'decision', at, actor: actorWords(by), what, why } as const;
  return { place: `${at}/0/9999/${id}`, line };
}

/** A file of before kept its line as a record: what is told already is not told twice. */
export function withoutDoubles(lines: readonly PlacedLine[]): readonly PlacedLine[] {
  const told = new Set(
    lines
      .filter(({ line }) => line.kind === 'decision' && /^(?:Imported|Found again) in “/.test(line.what))
      .map(({ line }) => line.at),
  );
  return lines.filter(({ line }) => line.kind !== 'source' || !told.has(line.at));
}

/** The newest lines behind a place, at most `limit`. */
export function pageOf(lines: readonly PlacedLine[], before: string | null, limit: number): StoryPage {
  const behind = lines
    .filter(({ place }) => before === null || place < before)
    .sort((a, b) => (a.place < b.place ? 1 : a.place > b.place ? -1 : 0));
  const last = behind.length > limit ? behind[limit - 1] : undefined;
  return {
    lines: behind.slice(0, limit).map(({ line }) => line),
    next: last ? Buffer.from(last.place).toString('base64url') : null,
  };
}

/** A place as it travelled in an address, with the moment in it. Throws `invalid` (`story-cursor`). */
export function readPlace(cursor: string): { readonly place: string; readonly at: string } {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  const at = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/[01]\//.exec(place)?.[1];
  if (at !== undefined) return { place, at };
  throw invalid({
    code: 'story-cursor',
    message: 'The place to read on from is not one of this story. Load the lead again.',
  });
}

const machines: Readonly<Record<string, string>> = { orchestrator: 'The campaign', import: 'The import' };

const actorWords = (actor: string): string => machines[actor] ?? actor;
