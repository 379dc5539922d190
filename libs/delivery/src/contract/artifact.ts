import * as z from 'zod/mini';

/** The documents of a client, in the order in which they are made. */
export const artifactKinds = ['BRIEF', 'STRATEGY', 'CREATIVES', 'CALENDAR', 'MONITORING', 'PACKAGE'] as const;
/** A kind of document. */
export type ArtifactKind = (typeof artifactKinds)[number];

/** DOMAIN section 3. A stored version never changes but for its state: an edit makes the next one. */
export const versionStates = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'CHANGES_REQUESTED', 'STALE', 'ARCHIVED'] as const;
/** Where a version is. */
export type VersionState = (typeof versionStates)[number];

/** One stored version of a document. */
export const ArtifactVersion = z.object({
  id: z.string(),
  artifactId: z.string(),
  clientId: z.string(),
  campaignId: z.nullable(z.string()),
  kind: z.enum(artifactKinds),
  name: z.string(),
  /** From 1. */
  number: z.int(),
  state: z.enum(versionStates),
  payload: z.record(z.string(), z.unknown()),
  /** SHA-256 over the canonical form (RFC 8785) of the payload. */
  hash: z.string(),
  /** The versions that it was made from. */
  dependsOn: z.array(z.string()),
  savedBy: z.string(),
  savedAt: z.string(),
});
/** One stored version of a document. */
export type ArtifactVersion = z.infer<typeof ArtifactVersion>;

/** One line of a version's story. */
export const VersionEvent = z.object({ at: z.string(), by: z.string(), what: z.string(), why: z.nullable(z.string()) });
/** One line of a version's story. */
export type VersionEvent = z.infer<typeof VersionEvent>;
