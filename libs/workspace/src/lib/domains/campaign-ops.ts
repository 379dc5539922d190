import { isAppError, type ClientId } from '@aicmo/core-kernel';
import type { CampaignFinder } from '@aicmo/campaign-ops';
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
    announce: (tx, event) => outbox.publish(tx, event),
  });
};

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
