import type { Database, Tx } from '@aicmo/core-db';
import { notFound, type Clock } from '@aicmo/core-kernel';
import type { UndoOffer } from '../../contract/undo.ts';
import type { LeadWorkTables } from '../db/lead-work-tables.ts';
import type { LeadService } from '../leads/lead-service.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { LeadWorkStore, WorkTable } from './lead-work-store.ts';
import { workUndoKind } from './work-undoer.ts';

/** What the acts on notes, tasks and appointments need. */
export interface WorkDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: LeadWorkStore;
  readonly leads: Pick<LeadService, 'get'>;
  readonly records: RecordStore;
  readonly undos: UndoStore;
}

/** What an act tells: in the story, and beside the button that takes it back. */
export interface Telling {
  readonly kind: 'note' | 'task' | 'appointment';
  /** Null: the thing tells itself, as a note does by its text. */
  readonly record: { readonly what: string; readonly why: string } | null;
  readonly undo: string;
  readonly by: string;
}

type Row = LeadWorkTables[WorkTable];

/** Adding and changing a row with its line in the story and the offer to take it back, all in one transaction. */
export function createWorkActs({ store, records, undos }: WorkDeps) {
  const tell = async (
    tx: Tx,
    table: WorkTable,
    before: Row | null,
    after: Row,
    telling: Telling,
  ): Promise<UndoOffer> => {
    const { clientId, leadId } = after;
    const { kind, record, undo, by } = telling;
    if (record) {
      const about = {
        clientId,
        subjectKind: 'lead',
        subjectId: leadId,
        data: kind === 'note' ? {} : { kind },
      } as const;
      await records.append(tx, [{ ...about, ...record, actor: by }]);
    }
    return undos.offer(tx, { clientId, kind: workUndoKind, what: undo, data: { table, before, after }, by });
  };
  return {
    add: async (tx: Tx, table: WorkTable, row: Row, telling: Telling) => {
      await store.insert(tx, table, row);
      return tell(tx, table, null, row, telling);
    },
    change: async (tx: Tx, table: WorkTable, before: Row, cells: Partial<Row>, telling: Telling) => {
      await store.update(tx, table, before.id, cells);
      return tell(tx, table, before, { ...before, ...cells }, telling);
    },
  };
}

/** The row, or `not-found` (`note-unknown`, `task-unknown`, `appointment-unknown`). */
export async function foundWork<Result>(looking: Promise<Result | undefined>, what: Telling['kind']): Promise<Result> {
  const row = await looking;
  if (row !== undefined) return row;
  throw notFound({ code: `${what}-unknown`, message: `This ${what} is not there any more. Reload the page.` });
}
