import { isAppError, type ClientId } from '@aicmo/core-kernel';
import type { CampaignFinder, OpsAnnouncement } from '@aicmo/campaign-ops';
import type { Tx } from '@aicmo/core-db';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { loadCam } from './cam.ts';

/** Calendars and what people have to do; cam tells it of campaigns, the outbox tells others of published posts. */
export const loadCampaignOps = async (parts: WorkspaceParts) => {
  const { createCampaignOps } = await import('@aicmo/campaign-ops');
  const { db, clock, outbox } = parts;
  return createCampaignOps({
    db,
    clock,
    campaigns: campaignsOf(parts),
    announce: async (tx, event) => {
      await outbox.publish(tx, event);
      await tellOutreach(parts, tx, event);
    },
  });
};

/** What became of a step that a person does: in the same transaction, so that task and sequence never disagree. */
async function tellOutreach(parts: WorkspaceParts, tx: Tx, { topic, payload }: OpsAnnouncement): Promise<void> {
  if (topic === 'campaign-ops-post-published') return;
  const { byHand } = await loadCam(parts);
  if (topic === 'campaign-ops-outreach-done') await byHand.done(tx, payload);
  else await byHand.leftOut(tx, payload);
}

const campaignsOf = (parts: WorkspaceParts): CampaignFinder => ({
  find: async (id) => {
    const cam = await loadCam(parts);
    try {
      const { name, clientId, startsOn, endsOn, holidays, status } = await cam.campaigns.get(id);
      const { timeZone } = await cam.clients.get(clientId);
      const isOver = status === 'COMPLETED' || status === 'ARCHIVED';
      return { id, clientId: clientId as ClientId, name, timeZone, startsOn, endsOn, holidays, isOver }; // ids cross contracts as text
    } catch (error) {
      if (isAppError(error) && error.kind === 'not-found') return undefined;
      throw error;
    }
  },
});
