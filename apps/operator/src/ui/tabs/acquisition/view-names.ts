/** The views of the tab, in the order of their row; the first is the one without `?view=`. */
export const acquisitionViews = [
  { id: 'leads', title: 'Leads' },
  { id: 'board', title: 'Board' },
  { id: 'inbox', title: 'Inbox' },
  { id: 'review', title: 'Review' },
  { id: 'matches', title: 'Matches' },
  { id: 'rules', title: 'Rules' },
  { id: 'forms', title: 'Forms' },
  { id: 'rights', title: 'Rights' },
  { id: 'suppression', title: 'Never contact' },
] as const;

export type AcquisitionView = (typeof acquisitionViews)[number]['id'];
