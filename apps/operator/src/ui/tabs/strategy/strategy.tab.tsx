import { IconCompass } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const strategyTab = defineTab({
  id: 'strategy',
  title: 'Strategy',
  question: 'What did each client tell us, and what follows from it?',
  letter: 's',
  icon: IconCompass,
  load: async () => ({ default: (await import('./strategy-panel.tsx')).StrategyPanel }),
});
