import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { undoEndpoints } from '../../../contract/acquisition/undo.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Taking back what was just done. */
export const undoHandlers = (workspace: Workspace): Handlers<typeof undoEndpoints> => ({
  undo: async ({ params }) => (await workspace.cam()).undo.undo(params.undoId, by),
});
