import type { Tx } from '@aicmo/core-db';
import { conflict } from '@aicmo/core-kernel';
import type { ErasureCount } from '../../contract/rights.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { Mention } from './find-mentions.ts';
import type { PersonalPlace } from './personal-places.ts';
import type { AnyRow, PersonKeys, RightsStore } from './rights-store.ts';

/** What erasing rows needs. */
export interface RowEraser {
  readonly store: RightsStore;
  readonly leads: LeadStore;
  readonly undos: UndoStore;
  readonly places: readonly PersonalPlace[];
}

/**
 * Erases everybody's own rows, in the order of the registry, and counts them. Throws `conflict` (`erase-sending`) while
 * a message to one of them is on its way: what is being sent cannot be forgotten before one knows what became of it.
 */
export async function eraseOwnRows(
  tx: Tx,
  { store, leads, undos, places }: RowEraser,
  keys: PersonKeys,
): Promise<readonly ErasureCount[]> {
  const counts: ErasureCount[] = [];
  await undos.forgetLeads(tx, keys.lead);
  for (const place of places) {
    const rows = await store.own(place, keys, tx);
    assertNothingLeaves(place, rows);
    if (rows.length > 0) counts.push({ title: place.title, count: rows.length });
    // Leads are counted and searched elsewhere, which their own store knows.
    if (place.table === 'camLead') await leads.deleteMany(tx, keys.lead);
    else for (const row of rows) await eraseRow(tx, store, place, row);
  }
  return counts;
}

function eraseRow(tx: Tx, store: RightsStore, place: PersonalPlace, row: AnyRow): Promise<void> {
  const { stay } = place;
  const stays = stay?.is.includes(String(row[stay.column])) === true;
  return stays ? store.write(tx, place, row, stay.as) : store.remove(tx, place, row);
}

function assertNothingLeaves({ table }: PersonalPlace, rows: readonly AnyRow[]): void {
  if (table !== 'camOutreachAttempt' || !rows.some(({ status }) => status === 'SENDING')) return;
  throw conflict({
    code: 'erase-sending',
    message: 'A message to this person is leaving at this moment. Nothing was erased; try again in a minute.',
  });
}

/** Takes the person out of other rows' texts, and counts them. */
export async function eraseMentions(
  tx: Tx,
  store: RightsStore,
  found: readonly Mention[],
): Promise<readonly ErasureCount[]> {
  for (const { place, row, change } of found) {
    if (change === null) await store.remove(tx, place, row);
    else await store.write(tx, place, row, change);
  }
  const byTitle = Map.groupBy(found, ({ place }) => place.title);
  return [...byTitle].map(([title, rows]) => ({ title: `${title}: mentioned`, count: rows.length }));
}
