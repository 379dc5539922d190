import { IconUsers } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const acquisitionTab = defineTab({
  id: 'acquisition',
  title: 'Acquisition',
  question: 'Which leads do we have, and which are worth writing to?',
  letter: 'a',
  icon: IconUsers,
  load: async () => ({ default: (await import('./acquisition-panel.tsx')).AcquisitionPanel }),
});
