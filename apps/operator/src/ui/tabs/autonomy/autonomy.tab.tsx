import { IconRobot } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const autonomyTab = defineTab({
  id: 'autonomy',
  title: 'Autonomy',
  question: 'What may the engine do, what does it want, and what did it do?',
  letter: 'u',
  icon: IconRobot,
  load: async () => ({ default: (await import('./autonomy-panel.tsx')).AutonomyPanel }),
});
