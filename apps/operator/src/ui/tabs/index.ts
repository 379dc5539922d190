import type { TabDefinition } from '../components/tab.ts';
import { commandCenterTab } from './command-center/command-center.tab.tsx';
import { diagnosticsTab } from './diagnostics/diagnostics.tab.tsx';

/** Every tab, in the order of the screen (`contract/tab-ids.ts`). One import and one line for each. */
export const tabs: readonly TabDefinition[] = [commandCenterTab, diagnosticsTab];
