import { IconSend } from '@tabler/icons-react';
import { defineTab } from '../../components/tab.ts';

export const publishingTab = defineTab({
  id: 'publishing',
  title: 'Publishing',
  question: 'Which posts are on their way, and what stops them?',
  letter: 'p',
  icon: IconSend,
  load: async () => ({ default: (await import('./publishing-panel.tsx')).PublishingPanel }),
});
