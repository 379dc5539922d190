import type { RoutePart } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';

/** The API of each tab, in the screen's order; each is loaded at the first request for it, and fails alone. */
export const tabRoutes: readonly RoutePart<Workspace>[] = [
  { id: 'command-center', load: async () => (await import('./command-center.routes.ts')).commandCenterRoutes },
  { id: 'autonomy', load: async () => (await import('./autonomy.routes.ts')).autonomyRoutes },
  { id: 'campaign-ops', load: async () => (await import('./campaign-ops.routes.ts')).campaignOpsRoutes },
  { id: 'campaigns', load: async () => (await import('./campaigns.routes.ts')).campaignsRoutes },
  { id: 'acquisition', load: async () => (await import('./acquisition.routes.ts')).acquisitionRoutes },
  { id: 'strategy', load: async () => (await import('./strategy.routes.ts')).strategyRoutes },
  { id: 'creatives', load: async () => (await import('./creatives.routes.ts')).creativesRoutes },
  { id: 'publishing', load: async () => (await import('./publishing.routes.ts')).publishingRoutes },
  { id: 'monitoring', load: async () => (await import('./monitoring.routes.ts')).monitoringRoutes },
  { id: 'diagnostics', load: async () => (await import('./diagnostics.routes.ts')).diagnosticsRoutes },
];

/** What the frame around every tab asks besides the house itself. */
export const frameRoutes: readonly RoutePart<Workspace>[] = [
  { id: 'clients', load: async () => (await import('./clients.routes.ts')).clientsRoutes },
];
