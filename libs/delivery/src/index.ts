// The gate
export { createDeliveryGate } from './lib/gate/delivery-gate.ts';
export type { DeliveryGate, DeliveryGateDeps } from './lib/gate/delivery-gate.ts';
export type { GateSubject, MediaRights, Subject, Upstream } from './lib/gate/gate-facts.ts';
export type { Approval, Deliverable } from './contract/deliverable.ts';
export { contentHash } from './lib/hash/content-hash.ts';
// Checks and approvals
export type { Qc, QcSurroundings } from './lib/qc/qc-service.ts';
export type { QcCheck, QcReport } from './contract/qc.ts';
export type { Approvals, Decision } from './lib/approvals/approval-service.ts';
// Documents
export type { Artifacts, ArtifactSave, SaveOutcome, SubmitOutcome } from './lib/artifacts/artifact-service.ts';
export type { ArtifactKind, ArtifactVersion, VersionState } from './contract/artifact.ts';
// The library
export { createDelivery } from './lib/delivery.ts';
export type { DeliveryDeps, DeliveryLibrary } from './lib/delivery.ts';
export { deliveryMigrations } from './lib/db/migrations/index.ts';
export { deliverySentinels } from './lib/sentinels/index.ts';
