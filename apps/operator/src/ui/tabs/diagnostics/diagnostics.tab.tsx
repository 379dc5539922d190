import { IconStethoscope } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const diagnosticsTab = defineTab({
  id: 'diagnostics',
  title: 'Diagnostics',
  question: 'What is running here, and is each part of it well?',
  letter: 'd',
  icon: IconStethoscope,
  load: async () => ({ default: (await import('./diagnostics-panel.tsx')).DiagnosticsPanel }),
});
