import type { TabDefinition } from '../components/tab.ts';
import { acquisitionTab } from './acquisition/acquisition.tab.tsx';
import { autonomyTab } from './autonomy/autonomy.tab.tsx';
import { campaignOpsTab } from './campaign-ops/campaign-ops.tab.tsx';
import { campaignsTab } from './campaigns/campaigns.tab.tsx';
import { commandCenterTab } from './command-center/command-center.tab.tsx';
import { creativesTab } from './creatives/creatives.tab.tsx';
import { diagnosticsTab } from './diagnostics/diagnostics.tab.tsx';
import { monitoringTab } from './monitoring/monitoring.tab.tsx';
import { publishingTab } from './publishing/publishing.tab.tsx';
import { strategyTab } from './strategy/strategy.tab.tsx';

/** Every tab, in the order of the screen (`contract/tab-ids.ts`). One import and one line for each. */
export const tabs: readonly TabDefinition[] = [
  commandCenterTab,
  autonomyTab,
  campaignOpsTab,
  campaignsTab,
  acquisitionTab,
  strategyTab,
  creativesTab,
  publishingTab,
  monitoringTab,
  diagnosticsTab,
];
