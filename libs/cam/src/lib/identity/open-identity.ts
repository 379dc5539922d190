import type { Database, DbHandle } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { Undoer } from '../undo/undo-service.ts';
import { createMatchRuns, type MatchRuns } from './match-runs.ts';
import { createMatchService, matchUndoKind, undoAnswer, type MatchService } from './match-service.ts';
import { createMatchStore } from './match-store.ts';
import { createMergeService, mergeUndoKind, type MergeDeps, type MergeService } from './merge-service.ts';
import { createMergeStore } from './merge-store.ts';

/** What identity needs of the rest of cam. */
export interface IdentityNeeds extends Omit<MergeDeps, 'store' | 'matches'> {
  readonly db: Database;
  readonly databaseUrl?: string | undefined;
  readonly handle: DbHandle<CamTables>;
  readonly clients: Pick<ClientService, 'list'>;
}

/** Who is who: leads that may be one person, merging and taking apart. */
export interface Identity {
  readonly matches: MatchService;
  readonly merges: MergeService;
  readonly matchRuns: MatchRuns;
  readonly undoers: Readonly<Record<string, Undoer>>;
}

const MergeAct = z.object({ mergeId: z.string() });

/** Builds the services of identity. */
export function openIdentity(needs: IdentityNeeds): Identity {
  const store = createMatchStore(needs.handle, needs.clock);
  const mergeStore = createMergeStore(needs.db, needs.handle);
  const matchRuns = createMatchRuns({ db: needs.db, databaseUrl: needs.databaseUrl, clock: needs.clock, store });
  const merges = createMergeService({ ...needs, store: mergeStore, matches: store });
  return {
    merges,
    matchRuns,
    matches: createMatchService({ ...needs, store, merges: mergeStore }),
    undoers: {
      [matchUndoKind]: undoAnswer({ store, merges: mergeStore, leads: needs.leads }),
      [mergeUndoKind]: async ({ tx, data, by }) => {
        await merges.undo(z.parse(MergeAct, JSON.parse(data)).mergeId, by, tx);
      },
    },
  };
}
