import { defineEndpoints } from '@aicmo/core-server/contract';
import { leadCampaignEndpoints } from './acquisition/campaigns.contract.ts';
import { enrichmentEndpoints } from './acquisition/enrichment.contract.ts';
import { importEndpoints } from './acquisition/imports.contract.ts';
import { inboxEndpoints } from './acquisition/inbox.contract.ts';
import { leadEndpoints } from './acquisition/lead.contract.ts';
import { leadsEndpoints } from './acquisition/leads.contract.ts';
import { matchEndpoints } from './acquisition/matches.contract.ts';
import { rulesEndpoints } from './acquisition/rules.contract.ts';
import { reviewEndpoints } from './acquisition/review.contract.ts';
import { formEndpoints } from './acquisition/forms.contract.ts';
import { rightsEndpoints } from './acquisition/rights.contract.ts';
import { suppressionEndpoints } from './acquisition/suppression.contract.ts';
import { undoEndpoints } from './acquisition/undo.contract.ts';
import { whyEndpoints } from './acquisition/why.contract.ts';

/** Everything that the tab Acquisition asks; one file for each noun. */
export const acquisitionContract = defineEndpoints({
  ...leadsEndpoints,
  ...leadEndpoints,
  ...importEndpoints,
  ...leadCampaignEndpoints,
  ...matchEndpoints,
  ...rulesEndpoints,
  ...enrichmentEndpoints,
  ...reviewEndpoints,
  ...inboxEndpoints,
  ...formEndpoints,
  ...rightsEndpoints,
  ...suppressionEndpoints,
  ...undoEndpoints,
  ...whyEndpoints,
});
