import { createVault } from '@aicmo/core-effects';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** Runs of campaigns. */
export const loadOrchestrator = async ({ db, clock, flags, door, outbox, mailKeyFile, publicUrl }: WorkspaceParts) =>
  (await import('@aicmo/cam/orchestrator')).createOrchestrator({
    ...{ db, clock, flags, door, publicUrl },
    ...{ vault: createVault(mailKeyFile), events: outbox },
  });
