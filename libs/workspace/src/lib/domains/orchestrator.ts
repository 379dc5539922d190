import type { OutreachTasks } from '@aicmo/cam/orchestrator';
import { createVault } from '@aicmo/core-effects';
import { parseInstant, type CampaignId, type ClientId } from '@aicmo/core-kernel';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { loadCampaignOps } from './campaign-ops.ts';

/** Runs of campaigns; steps that nothing sends by itself become tasks of campaign-ops. */
export const loadOrchestrator = async (parts: WorkspaceParts) => {
  const { db, clock, flags, door, outbox, mailKeyFile, publicUrl } = parts;
  return (await import('@aicmo/cam/orchestrator')).createOrchestrator({
    ...{ db, clock, flags, door, publicUrl },
    ...{ vault: createVault(mailKeyFile), events: outbox, tasks: tasksBy(parts) },
  });
};

const tasksBy = (parts: WorkspaceParts): OutreachTasks => ({
  open: async (tx, { clientId, campaignId, dueAt, channel: _channel, ...task }) =>
    (await loadCampaignOps(parts)).outreachTasks.open(tx, {
      // ids cross contracts as text
      ...{ ...task, clientId: clientId as ClientId, campaignId: campaignId as CampaignId, dueAt: parseInstant(dueAt) },
    }),
  close: async (tx, attemptId, reason) => (await loadCampaignOps(parts)).outreachTasks.close(tx, attemptId, reason),
});
