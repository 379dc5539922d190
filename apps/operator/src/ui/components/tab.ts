import type { ComponentType } from 'react';
import type { TabId } from '../../contract/tab-ids.ts';

/** One tab: what the frame must know before it loads anything of it. */
export interface TabDefinition {
  readonly id: TabId;
  /** As it stands in the left column and in the browser's title. */
  readonly title: string;
  /** One sentence: what its page answers. */
  readonly question: string;
  /** `g`, then this letter, opens it. */
  readonly letter: string;
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  /** Fetches the panel when the tab is first opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** Declares a tab; register it in `tabs/index.ts`. */
export const defineTab = (tab: TabDefinition): TabDefinition => tab;
