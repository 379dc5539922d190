import type { RoutePart } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** The API of each tab, in the screen's order; each is loaded at the first request for it, and fails alone. */
export const tabRoutes: readonly RoutePart<Workspace>[] = [
  {
    id: 'diagnostics',
    load: async () => (await import('./diagnostics.routes.ts')).diagnosticsRoutes,
  },
];
