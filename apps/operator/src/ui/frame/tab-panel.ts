import type { ComponentType } from 'react';
import { loadedPage } from '../components/loaded-page.ts';
import type { TabDefinition } from '../components/tab.ts';

/** The panel of a tab, fetched when it is first shown. */
export const tabPanel = ({ load }: TabDefinition): ComponentType => loadedPage(load);
