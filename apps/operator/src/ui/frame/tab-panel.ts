import { unavailable } from '@aicmo/core-kernel';
import { lazy, type ComponentType } from 'react';
import type { TabDefinition } from '../components/tab.ts';

/** The panel of a tab, fetched when it is first shown. When that fails its boundary says so; a new call tries again. */
export const tabPanel = ({ load }: TabDefinition): ComponentType =>
  lazy(() =>
    load().catch((cause: unknown) => {
      throw unavailable({
        code: 'panel-not-loaded',
        message: 'The code of this page could not be loaded. AICMO may have been updated: reload the page.',
        cause,
      });
    }),
  );
