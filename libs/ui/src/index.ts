// The root of an app
export { AicmoProvider } from './lib/theme/aicmo-provider.tsx';
// A page
export { AppLink } from './lib/page/app-link.tsx';
export { FilterBar } from './lib/page/filter-bar.tsx';
export { Page } from './lib/page/page.tsx';
// Rows
export { DataTable } from './lib/table/data-table.tsx';
export type { Column, Selection, ShownColumns, SortOrder } from './lib/table/column.ts';
// One record
export { DetailDrawer } from './lib/record/detail-drawer.tsx';
export { Factors } from './lib/record/factors.tsx';
export type { Factor } from './lib/record/factors.tsx';
export { Facts } from './lib/record/facts.tsx';
export type { Fact } from './lib/record/facts.tsx';
export { Section } from './lib/record/section.tsx';
export { Story } from './lib/record/story.tsx';
export type { StoryEntry } from './lib/record/story.tsx';
// Numbers and moments
export { Figure, FigureRow } from './lib/figure/figure.tsx';
export { useMocked } from './lib/theme/use-mocked.ts';
export { RelativeTime } from './lib/time/relative-time.tsx';
export { absoluteWords } from './lib/time/relative-words.ts';
// States
export { EmptyState } from './lib/state/empty-state.tsx';
export { FailedState } from './lib/state/failed-state.tsx';
export { LoadingState } from './lib/state/loading-state.tsx';
export { MarkBadge } from './lib/state/mark-badge.tsx';
export type { Mark } from './lib/state/mark-badge.tsx';
export { QueryState } from './lib/state/query-state.tsx';
export { StateBadge } from './lib/state/state-badge.tsx';
export type { Tone } from './lib/state/state-badge.tsx';
// Acts
export { ConfirmAct, ConfirmDialog } from './lib/act/confirm-act.tsx';
