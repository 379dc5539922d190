import { foldCase, type DbHandle } from '@aicmo/core-db';
import { invalid, newId, notFound, type Clock } from '@aicmo/core-kernel';
import { sql } from 'kysely';
import type { NewSavedView, SavedView } from '../../contract/saved-view.ts';
import type { CamTables } from '../db/cam-tables.ts';

/** Lists of leads that are found again under a name. */
export interface ViewService {
  /** Those for one client and for all, by name. */
  list(clientId: string | null): Promise<readonly SavedView[]>;
  /** One of the same name for the same client is replaced. Throws `invalid`: `view-name`, `view-long`. */
  save(view: NewSavedView, by: string): Promise<SavedView>;
  /** Gives what was removed, so that it can be saved again. Throws `not-found` (`view-unknown`). */
  remove(viewId: string): Promise<SavedView>;
}

interface Deps {
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
}

const longest = { name: 60, query: 4000 } as const;

/** Builds the service of saved views. There are few of them: one statement each. */
export function createViewService({ handle, clock }: Deps): ViewService {
  const all = () => handle.in().selectFrom('camSavedView').selectAll();
  return {
    list: async (clientId) => {
      const rows = await all()
        .where((is) =>
          is.or([is('clientId', 'is', null), ...(clientId === null ? [] : [is('clientId', '=', clientId)])]),
        )
        .execute();
      return rows.map(viewOf).sort((one, other) => foldCase(one.name).localeCompare(foldCase(other.name)));
    },
    save: async (view, by) => {
      const { clientId, name, query } = checked(view);
      const now = clock.now();
      const row = { id: newId(clock), clientId, name, query, createdBy: by, createdAt: now, updatedAt: now };
      // One statement: of two who save under one name at the same moment, the later one's stands.
      await handle
        .in()
        .insertInto('camSavedView')
        .values(row)
        .onConflict((same) => same.expression(sql`coalesce(client_id, ''), name`).doUpdateSet(row))
        .execute();
      return viewOf(row);
    },
    remove: async (viewId) => {
      const row = await handle
        .in()
        .deleteFrom('camSavedView')
        .where('id', '=', viewId)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw notFound({ code: 'view-unknown', message: 'This view is not there any more. Reload the page.' });
      return viewOf(row);
    },
  };
}

const viewOf = ({ updatedAt: _, ...view }: SavedView & { readonly updatedAt: string }): SavedView => view;

function checked(view: NewSavedView): NewSavedView {
  const name = view.name.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (name === '' || name.length > longest.name) {
    const message = `A view needs a name of at most ${longest.name} characters, like “Hot, not yet contacted”.`;
    throw invalid({ code: 'view-name', message, details: { field: 'name' } });
  }
  if (view.query.length > longest.query) {
    throw invalid({ code: 'view-long', message: 'This list is narrowed by too much to be saved. Shorten the search.' });
  }
  return { ...view, name };
}
