import type { Tx } from '@aicmo/core-db';
import { newId } from '@aicmo/core-kernel';
import type { UndoOffer } from '../../contract/undo.ts';
import { readNoteText } from './lead-work-rules.ts';
import { createWorkActs, foundWork, type Telling, type WorkDeps } from './work-acts.ts';

/** What people write about leads. Throws `invalid` (`note-text`), `not-found` (`lead-unknown`, `note-unknown`). */
export interface NoteService {
  addNote(leadId: string, text: string, by: string): Promise<UndoOffer>;
  editNote(noteId: string, text: string, by: string): Promise<UndoOffer>;
  removeNote(noteId: string, by: string): Promise<UndoOffer>;
}

/** Builds the service of notes. */
export function createNoteService(deps: WorkDeps): NoteService {
  const { db, clock, store, leads } = deps;
  const { add, change } = createWorkActs(deps);
  const act = (work: (tx: Tx) => Promise<UndoOffer>) => db.transaction(work);
  const find = (id: string, tx: Tx) => foundWork(store.findNote(id, tx), 'note');
  return {
    addNote: (leadId, text, by) =>
      act(async (tx) => {
        const { clientId } = await leads.get(leadId, tx);
        const kept = { text: readNoteText(text), madeBy: by, madeAt: clock.now(), editedAt: null, removedAt: null };
        const telling: Telling = { kind: 'note', record: null, undo: 'Wrote a note', by };
        return add(tx, 'camLeadNote', { id: newId(clock), clientId, leadId, ...kept }, telling);
      }),
    editNote: (noteId, text, by) =>
      act(async (tx) => {
        const row = await find(noteId, tx);
        const cells = { text: readNoteText(text), editedAt: clock.now() };
        return change(tx, 'camLeadNote', row, cells, { kind: 'note', record: null, undo: 'Changed a note', by });
      }),
    removeNote: (noteId, by) =>
      act(async (tx) => {
        const record = { what: 'Note removed', why: '' };
        const telling: Telling = { kind: 'note', record, undo: 'Removed a note', by };
        return change(tx, 'camLeadNote', await find(noteId, tx), { removedAt: clock.now() }, telling);
      }),
  };
}
