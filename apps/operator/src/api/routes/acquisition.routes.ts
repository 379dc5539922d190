import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { acquisitionContract } from '../../contract/acquisition.contract.ts';
import { leadCampaignHandlers } from './acquisition/campaigns.routes.ts';
import { enrichmentHandlers } from './acquisition/enrichment.routes.ts';
import { importHandlers } from './acquisition/imports.routes.ts';
import { inboxHandlers } from './acquisition/inbox.routes.ts';
import { leadHandlers } from './acquisition/lead.routes.ts';
import { leadsHandlers } from './acquisition/leads.routes.ts';
import { matchHandlers } from './acquisition/matches.routes.ts';
import { rulesHandlers } from './acquisition/rules.routes.ts';
import { reviewHandlers } from './acquisition/review.routes.ts';
import { formHandlers } from './acquisition/forms.routes.ts';
import { rightsHandlers } from './acquisition/rights.routes.ts';
import { suppressionHandlers } from './acquisition/suppression.routes.ts';
import { undoHandlers } from './acquisition/undo.routes.ts';
import { whyHandlers } from './acquisition/why.routes.ts';

/** What answers the tab Acquisition; one file for each noun. */
export const acquisitionRoutes = defineRoutes(acquisitionContract, (workspace: Workspace) => ({
  ...leadsHandlers(workspace),
  ...leadHandlers(workspace),
  ...importHandlers(workspace),
  ...leadCampaignHandlers(workspace),
  ...matchHandlers(workspace),
  ...rulesHandlers(workspace),
  ...enrichmentHandlers(workspace),
  ...reviewHandlers(workspace),
  ...inboxHandlers(workspace),
  ...formHandlers(workspace),
  ...rightsHandlers(workspace),
  ...suppressionHandlers(workspace),
  ...undoHandlers(workspace),
  ...whyHandlers(workspace),
}));
