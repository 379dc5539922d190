import { IconLayoutDashboard } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const commandCenterTab = defineTab({
  id: 'command-center',
  title: 'Command Center',
  question: 'What needs you now, across all clients, most urgent first?',
  letter: 'c',
  icon: IconLayoutDashboard,
  load: async () => ({ default: (await import('./command-center-panel.tsx')).CommandCenterPanel }),
});
