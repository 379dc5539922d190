import { unavailable } from '@aicmo/core-kernel';
import { lazy, type ComponentType } from 'react';

/** A page whose code is fetched when it is first shown. When that fails the boundary around it says so; a new call tries again. */
export const loadedPage = (load: () => Promise<{ readonly default: ComponentType }>): ComponentType =>
  lazy(() =>
    load().catch((cause: unknown) => {
      throw unavailable({
        code: 'panel-not-loaded',
        message:
          'The code of this page could not be loaded. AICMO may have stopped or been updated: see that it runs, then reload the page.',
        cause,
      });
    }),
  );
