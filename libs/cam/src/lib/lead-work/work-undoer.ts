import * as z from 'zod/mini';
import type { RecordStore } from '../records/record-store.ts';
import { changedSince } from '../undo/undo-rules.ts';
import type { Undoer } from '../undo/undo-service.ts';
import type { LeadWorkStore, WorkTable } from './lead-work-store.ts';

/** What a note, task or appointment was before an act and after it. */
export const workUndoKind = 'lead-work';

const Cells = z.record(z.string(), z.nullable(z.string()));
const WorkChange = z.object({
  table: z.enum(['camLeadNote', 'camLeadTask', 'camAppointment']),
  /** Null: the act made it. */
  before: z.nullable(Cells),
  after: Cells,
});

const names: Readonly<Record<WorkTable, string>> = {
  camLeadNote: 'the note',
  camLeadTask: 'the task',
  camAppointment: 'the appointment',
};

/** Puts a note, task or appointment back as it was, if nobody has changed it since. */
export function createWorkUndoer({ store, records }: { store: LeadWorkStore; records: RecordStore }): Undoer {
  return async ({ tx, what, data, by }) => {
    const { table, before, after } = z.parse(WorkChange, JSON.parse(data));
    const { id = '', clientId = '', leadId = '' } = strings(after);
    const now = await find(store, table, id, tx);
    if (!now || Object.entries(after).some(([name, value]) => now[name] !== value)) {
      throw changedSince(what, `${names[table]} was changed since`);
    }
    if (before === null) await store.remove(tx, table, id);
    else await store.update(tx, table, id, before);
    const about = { clientId, subjectKind: 'lead', subjectId: leadId } as const;
    await records.append(tx, [{ ...about, what: `Undone: ${what}`, why: '', actor: by }]);
  };
}

const strings = (cells: z.infer<typeof Cells>): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, value ?? undefined]));

async function find(store: LeadWorkStore, table: WorkTable, id: string, tx: Parameters<LeadWorkStore['remove']>[0]) {
  const find = { camLeadNote: store.findNote, camLeadTask: store.findTask, camAppointment: store.findAppointment };
  const row = await find[table](id, tx);
  return row && z.parse(Cells, row);
}
