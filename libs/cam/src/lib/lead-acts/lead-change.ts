import * as z from 'zod/mini';
import type { LeadRow } from '../db/cam-tables.ts';
import { StoppedSequences } from '../routing/sequence-stop-store.ts';

/** The undoer that takes acts on one lead back. */
export const leadUndoKind = 'lead';

const Cells = z.record(z.string(), z.nullable(z.union([z.string(), z.number()])));
const Keys = z.array(z.object({ kind: z.enum(['email', 'linkedin', 'phone']), value: z.string() }));

/** What a person said to a reason of the review queue, before an act and after it; null: nothing. */
export const SettledChange = z.object({
  kind: z.string(),
  before: z.nullable(z.object({ until: z.nullable(z.string()), settledBy: z.string(), settledAt: z.string() })),
});
export type SettledChange = z.infer<typeof SettledChange>;

/** All that one act did to one lead: what has to be put back, and what must still stand so that it can be. */
export const LeadChange = z.object({
  leadId: z.string(),
  /** The columns that the act changed, with their values before … */
  before: Cells,
  /** … and after it. */
  after: Cells,
  /** By which the lead was not recognised any more, and by which it was from then on. */
  lost: Keys,
  gained: Keys,
  stopped: z.nullable(StoppedSequences),
  /** Entries of the list of those who are never contacted. */
  suppressed: z.array(z.string()),
  won: z.nullable(z.object({ clientId: z.string(), clientName: z.string(), isNew: z.boolean() })),
  settled: z.array(SettledChange),
});
export type LeadChange = z.infer<typeof LeadChange>;

/** An act that changed nothing but these columns. */
export function leadChange(row: LeadRow, change: Partial<LeadRow>, more: Partial<LeadChange> = {}): LeadChange {
  const stored = new Map(Object.entries(row));
  const names = Object.keys(change);
  return {
    leadId: row.id,
    before: z.parse(Cells, Object.fromEntries(names.map((name) => [name, stored.get(name) ?? null]))),
    after: z.parse(Cells, change),
    ...{ lost: [], gained: [], stopped: null, suppressed: [], won: null, settled: [] },
    ...more,
  };
}

/** The first of the act's columns that does not stand as the act left it; undefined: all do. */
export const changedColumn = ({ after }: LeadChange, row: LeadRow): string | undefined => {
  const stored = new Map<string, unknown>(Object.entries(row));
  return Object.entries(after).find(([name, value]) => stored.get(name) !== value)?.[0];
};
