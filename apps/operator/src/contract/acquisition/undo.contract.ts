import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** Taking back what was just done. */
export const undoEndpoints = defineEndpoints({
  undo: {
    method: 'POST',
    path: '/api/acquisition/undo/:undoId',
    result: z.object({ what: z.string() }),
    summary: 'Take an act back, if nothing has gone on from it since',
  },
});
