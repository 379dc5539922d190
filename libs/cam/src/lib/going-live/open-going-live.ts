import type { DbHandle } from '@aicmo/core-db';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { createGoLiveService, type GoLiveDeps, type GoLiveService } from './go-live-service.ts';
import { createGoLiveStore } from './go-live-store.ts';

/** Opens the service of going live with its stores. */
export const openGoingLive = (
  needs: Omit<GoLiveDeps, 'store' | 'campaignStore'> & { readonly handle: DbHandle<CamTables> },
): GoLiveService =>
  createGoLiveService({
    ...needs,
    store: createGoLiveStore(needs.handle),
    campaignStore: createCampaignStore(needs.handle),
  });
