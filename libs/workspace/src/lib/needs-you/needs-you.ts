import { epochMs, toAppError, type Instant } from '@aicmo/core-kernel';
import type { Workspace } from '../workspace.ts';

/** How soon a person is needed: `now` blocks work or money, `soon` is due today, `later` can wait. */
export type Urgency = 'now' | 'soon' | 'later';

/** One thing that needs a person: a sentence, and the single next action. */
export interface NeedsYou {
  /** Stable while the same thing needs a person. */
  readonly id: string;
  readonly urgency: Urgency;
  /** What, in one plain sentence without its client and its time. */
  readonly sentence: string;
  /** The client whom it concerns; absent when it concerns the house. */
  readonly clientId?: string;
  readonly since: Instant;
  readonly action: {
    /** A verb and a noun: "Review messages". */
    readonly label: string;
    /** The tab that it opens, and the record there. */
    readonly tab: string;
    readonly open?: string;
    /** The view of that tab; its first one without it. */
    readonly view?: string;
  };
}

/** Finds what needs a person in one part of the house. */
export interface NeedsYouSource {
  /** The part, as a person calls it; named when it cannot be read. */
  readonly part: string;
  readonly tab: string;
  find(workspace: Workspace): Promise<readonly NeedsYou[]>;
}

const order: Readonly<Record<Urgency, number>> = { now: 0, soon: 1, later: 2 };

/**
 * Everything that needs a person, most urgent first, then oldest first. A part that cannot be read becomes a row
 * itself instead of hiding the others.
 */
export async function findNeedsYou(
  workspace: Workspace,
  sources: readonly NeedsYouSource[],
): Promise<readonly NeedsYou[]> {
  const found = await Promise.all(
    sources.map((source) => source.find(workspace).catch((error: unknown) => [unreadable(workspace, source, error)])),
  );
  return found
    .flat()
    .sort(
      (a, b) => order[a.urgency] - order[b.urgency] || epochMs(a.since) - epochMs(b.since) || (a.id < b.id ? -1 : 1),
    );
}

function unreadable(workspace: Workspace, { part, tab }: NeedsYouSource, error: unknown): NeedsYou {
  return {
    id: `unreadable-${tab}`,
    urgency: 'now',
    sentence: `${part} cannot be read: ${toAppError(error).message}`,
    since: workspace.clock.now(),
    action: { label: 'Open diagnostics', tab: 'diagnostics' },
  };
}
