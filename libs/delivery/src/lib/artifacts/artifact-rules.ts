import { conflict } from '@aicmo/core-kernel';
import type { VersionState } from '../../contract/artifact.ts';

/** Every legal move of a version. DOMAIN section 3; nothing else moves it. */
export const versionMoves: Readonly<Record<VersionState, readonly VersionState[]>> = {
  DRAFT: ['IN_REVIEW', 'ARCHIVED'],
  IN_REVIEW: ['APPROVED', 'CHANGES_REQUESTED', 'ARCHIVED'],
  APPROVED: ['STALE', 'ARCHIVED'],
  CHANGES_REQUESTED: ['ARCHIVED'],
  STALE: ['IN_REVIEW', 'ARCHIVED'],
  ARCHIVED: [],
};

const words: Readonly<Record<VersionState, string>> = {
  DRAFT: 'a draft',
  IN_REVIEW: 'in review',
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'sent back for changes',
  STALE: 'out of date',
  ARCHIVED: 'archived',
};

/** Refuses an illegal move by name: `conflict` (`version-move`). */
export function checkVersionMove(from: VersionState, to: VersionState): void {
  if (versionMoves[from].includes(to)) return;
  const allowed = versionMoves[from].map((state) => words[state]).join(', ') || 'nothing else';
  throw conflict({
    code: 'version-move',
    message: `This version is ${words[from]} and cannot become ${words[to]}; it can become ${allowed}. An edit makes a new version.`,
    details: { from, to },
  });
}

/** What is known of a version for finding out what a change makes out of date. */
export interface VersionLink {
  readonly id: string;
  readonly artifactId: string;
  readonly state: VersionState;
  readonly dependsOn: readonly string[];
}

/**
 * The approved versions that a newly approved one makes out of date: those made from another version of its document,
 * those made from these, and so on, all levels down. Each with the version that is the reason.
 */
export function madeStale(approved: VersionLink, all: readonly VersionLink[]): ReadonlyMap<string, string> {
  const because = new Map<string, string>();
  const replaced = all.filter(({ artifactId, id }) => artifactId === approved.artifactId && id !== approved.id);
  let changed: readonly string[] = replaced.map(({ id }) => id);
  while (changed.length > 0) {
    const next: string[] = [];
    for (const { id, dependsOn } of all) {
      const reason = dependsOn.find((upstream) => changed.includes(upstream));
      if (reason === undefined || because.has(id) || id === approved.id) continue;
      because.set(id, reason);
      next.push(id);
    }
    changed = next;
  }
  return new Map([...because].filter(([id]) => all.find((link) => link.id === id)?.state === 'APPROVED'));
}
