import { IconPalette } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const creativesTab = defineTab({
  id: 'creatives',
  title: 'Creatives',
  question: 'In which direction could each client’s work go, and where does every word come from?',
  letter: 'r',
  icon: IconPalette,
  load: async () => ({ default: (await import('./creatives-panel.tsx')).CreativesPanel }),
});
