import { IconRadar2 } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const monitoringTab = defineTab({
  id: 'monitoring',
  title: 'Monitoring',
  question: 'What is said in public, and is everything working?',
  letter: 'm',
  icon: IconRadar2,
  load: async () => ({ default: (await import('./monitoring-panel.tsx')).MonitoringPanel }),
});
