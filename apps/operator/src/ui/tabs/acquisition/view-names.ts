/** The views of the tab, in the order of their row; the first is the one without `?view=`. */
export const acquisitionViews = [
  { id: 'leads', title: 'Leads' },
  { id: 'review', title: 'Review' },
  { id: 'rules', title: 'Rules' },
] as const;

export type AcquisitionView = (typeof acquisitionViews)[number]['id'];
