import { IconFlag } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const campaignsTab = defineTab({
  id: 'campaigns',
  title: 'Campaigns',
  question: 'How far is each campaign, and why does it send or not?',
  letter: 'v',
  icon: IconFlag,
  load: async () => ({ default: (await import('./campaigns-panel.tsx')).CampaignsPanel }),
});
