/** The ten tabs, in the order in which they stand on the screen. One id names contract, routes and screen alike. */
export const tabIds = [
  'command-center',
  'autonomy',
  'campaign-ops',
  'campaigns',
  'acquisition',
  'strategy',
  'creatives',
  'publishing',
  'monitoring',
  'diagnostics',
] as const;
export type TabId = (typeof tabIds)[number];
