import type { ArtifactKind, VersionState } from './artifact.ts';

/** Which documents must stand approved before another can go to review. DOMAIN section 4. */
export const gating: Readonly<Record<ArtifactKind, readonly ArtifactKind[]>> = {
  BRIEF: [],
  STRATEGY: ['BRIEF'],
  CREATIVES: ['STRATEGY'],
  CALENDAR: ['STRATEGY', 'CREATIVES'],
  MONITORING: ['CALENDAR'],
  PACKAGE: ['BRIEF', 'STRATEGY', 'CREATIVES', 'CALENDAR'],
};

/** What is on the way of a document: the kind, how far it is, and where to find it. */
export interface MissingDocument {
  readonly kind: ArtifactKind;
  /** The newest version's state; null when there is none at all. */
  readonly state: VersionState | null;
  readonly versionId: string | null;
  /** One plain sentence. */
  readonly text: string;
}

const names: Readonly<Record<ArtifactKind, string>> = {
  BRIEF: 'brief',
  STRATEGY: 'strategy',
  CREATIVES: 'set of creatives',
  CALENDAR: 'calendar',
  MONITORING: 'monitoring plan',
  PACKAGE: 'package',
};

const standing: Readonly<Record<VersionState, string>> = {
  DRAFT: 'is a draft that nobody has sent to review',
  IN_REVIEW: 'is in review',
  APPROVED: 'is approved',
  CHANGES_REQUESTED: 'was sent back for changes',
  STALE: 'is out of date, because what it was made from has changed',
  ARCHIVED: 'is archived',
};

/** How a document is called in a sentence. */
export const artifactName = (kind: ArtifactKind): string => names[kind];

/**
 * What is missing before a document of `kind` can go to review, in the order of the table; empty when nothing is.
 * `newest` holds the newest version of each kind that the client has, and `approved` the kinds with an approved one.
 */
export function missingFor(
  kind: ArtifactKind,
  newest: ReadonlyMap<ArtifactKind, { readonly id: string; readonly state: VersionState }>,
  approved: ReadonlySet<ArtifactKind>,
): readonly MissingDocument[] {
  return gating[kind].flatMap((needed): MissingDocument[] => {
    if (approved.has(needed)) return [];
    const found = newest.get(needed);
    const name = names[needed];
    if (!found) return [{ kind: needed, state: null, versionId: null, text: `There is no ${name} yet.` }];
    return [{ kind: needed, state: found.state, versionId: found.id, text: `The ${name} ${standing[found.state]}.` }];
  });
}
