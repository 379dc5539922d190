import type { Database, Tx } from '@aicmo/core-db';
import { conflict, notFound, type Clock } from '@aicmo/core-kernel';
import type { UndoOffer } from '../../contract/undo.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { leadOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { SequenceStopStore } from '../routing/sequence-stop-store.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { LeadActStore } from './lead-act-store.ts';
import { leadUndoKind, type LeadChange } from './lead-change.ts';

/** What every act on one lead needs. */
export interface LeadActDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly leads: LeadStore;
  readonly store: LeadActStore;
  readonly records: RecordStore;
  readonly undos: UndoStore;
  readonly sequences: SequenceStopStore;
  readonly consents: ConsentStore;
  readonly events: AcquisitionEvents;
}

/** What an act tells: in the story, and beside the button that takes it back. */
export interface ActWords {
  readonly what: string;
  /** May be empty. */
  readonly why: string;
  /** With the lead's name, without a full stop. */
  readonly undo: string;
  readonly by: string;
}

/** The stored lead. Throws `not-found` (`lead-unknown`), `conflict` (`lead-merged`) for one that another took over. */
export async function loadLead(leads: LeadStore, leadId: string, tx?: Tx): Promise<LeadRow> {
  const [row] = await leads.rows([leadId], tx);
  if (!row) {
    throw notFound({
      code: 'lead-unknown',
      message: 'There is no such lead. It may have been removed; reload the list.',
    });
  }
  if (row.mergedInto === null) return row;
  throw conflict({
    code: 'lead-merged',
    message: 'This lead was merged with another one, which has everything that was known of it. Open that one.',
    details: { into: row.mergedInto },
  });
}

/** Saves what an act does to a lead, tells its story and offers to take it back; all in the caller's transaction. */
export async function saveAct(
  deps: LeadActDeps,
  tx: Tx,
  row: LeadRow,
  change: LeadChange,
  { what, why, undo, by }: ActWords,
): Promise<UndoOffer> {
  const { clientId, campaignId, id } = row;
  if (Object.keys(change.after).length > 0) {
    await deps.leads.update(tx, id, { ...change.after, updatedAt: deps.clock.now() });
  }
  const about = { clientId, campaignId, subjectKind: 'lead', subjectId: id } as const;
  await deps.records.append(tx, [{ ...about, what, why, actor: by }]);
  await tellOthers(deps.events, tx, row, change.after);
  return deps.undos.offer(tx, { clientId, kind: leadUndoKind, what: undo, data: change, by });
}

/** Tells other libraries what they want to know of a lead that changed. */
export async function tellOthers(
  events: AcquisitionEvents,
  tx: Tx,
  row: LeadRow,
  { state, consent }: LeadChange['after'],
): Promise<void> {
  const { id: subject, clientId } = row;
  if (state !== undefined && state !== row.state) {
    await events.publish(tx, { topic: 'cam-lead-moved', subject, payload: { clientId, from: row.state, to: state } });
  }
  if (consent !== undefined && consent !== row.consent) {
    const payload = { clientId, from: row.consent, to: consent };
    await events.publish(tx, { topic: 'cam-lead-consent-changed', subject, payload });
  }
}

/** The lead's name as it stands in a sentence. */
export const nameOf = (row: LeadRow): string => leadOf(row).name;
