import type { Workspace } from '@aicmo/workspace';

/** A library that the house may be without while everything else works. */
export interface Library {
  readonly id: string;
  /** What it does, in the operator's words. */
  readonly title: string;
  /** Loads it; rejects with what it threw at import. */
  readonly open: (workspace: Workspace) => Promise<unknown>;
}

/** The libraries in the order of the tabs that show them. */
export const libraries: readonly Library[] = [
  { id: 'autonomy', title: 'What the engine may do', open: (workspace) => workspace.autonomy() },
  { id: 'campaign-ops', title: 'Calendar and tasks', open: (workspace) => workspace.campaignOps() },
  { id: 'cam', title: 'Campaigns and leads', open: (workspace) => workspace.cam() },
  { id: 'strategy', title: 'Briefs and strategies', open: (workspace) => workspace.strategy() },
  { id: 'creative', title: 'Creative directions', open: (workspace) => workspace.creative() },
  { id: 'delivery', title: 'Checks and approvals', open: (workspace) => workspace.delivery() },
  { id: 'social', title: 'Listening and publishing', open: (workspace) => workspace.social() },
];
