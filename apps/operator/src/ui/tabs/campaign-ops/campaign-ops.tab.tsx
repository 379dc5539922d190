import { IconTargetArrow } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const campaignOpsTab = defineTab({
  id: 'campaign-ops',
  title: 'Campaign Ops',
  question: 'Which campaigns do we run, and what is to be done for them?',
  letter: 'o',
  icon: IconTargetArrow,
  load: async () => ({ default: (await import('./campaign-ops-panel.tsx')).CampaignOpsPanel }),
});
