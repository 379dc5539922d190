// Documents
export { ArtifactVersion, VersionEvent, artifactKinds, versionStates } from './artifact.ts';
export type { ArtifactKind, VersionState } from './artifact.ts';
export { artifactName, gating, missingFor } from './gating.ts';
export type { MissingDocument } from './gating.ts';
// What may leave
export { Approval, Deliverable } from './deliverable.ts';
export { QcCheck, QcReport, qcOutcomes } from './qc.ts';
