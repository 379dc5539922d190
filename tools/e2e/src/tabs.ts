/** The ten pages in the order of the screen: id and title. */
export const tabs = [
  ['command-center', 'Command Center'],
  ['autonomy', 'Autonomy'],
  ['campaign-ops', 'Campaign Ops'],
  ['campaigns', 'Campaigns'],
  ['acquisition', 'Acquisition'],
  ['strategy', 'Strategy'],
  ['creatives', 'Creatives'],
  ['publishing', 'Publishing'],
  ['monitoring', 'Monitoring'],
  ['diagnostics', 'Diagnostics'],
] as const;
