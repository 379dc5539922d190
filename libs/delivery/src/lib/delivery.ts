import type { Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import { createApprovals, type Approvals } from './approvals/approval-service.ts';
import { createApprovalStore } from './approvals/approval-store.ts';
import { createArtifacts, type Artifacts } from './artifacts/artifact-service.ts';
import { createArtifactStore } from './artifacts/artifact-store.ts';
import { createDeliveryGate, type DeliveryGate } from './gate/delivery-gate.ts';
import type { MediaRights } from './gate/gate-facts.ts';
import { createQc, type Qc } from './qc/qc-service.ts';
import { createQcStore } from './qc/qc-store.ts';

/** What delivery needs from outside. */
export interface DeliveryDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Who knows the rights of pictures. Without it none is known, and nothing with a picture may leave. */
  readonly rights?: (digests: readonly string[], tx?: Tx) => Promise<readonly MediaRights[]>;
}

/** Documents, checks, approvals, and the gate over them. */
export interface DeliveryLibrary {
  readonly artifacts: Artifacts;
  readonly approvals: Approvals;
  readonly qc: Qc;
  readonly gate: DeliveryGate;
}

/** The delivery library over one database. Nothing is read or written until a method is called. */
export function createDelivery({ db, clock, rights = async () => [] }: DeliveryDeps): DeliveryLibrary {
  const approvals = createApprovals({ db, clock, approvals: createApprovalStore(db) });
  const qc = createQc({ db, clock, qc: createQcStore(db) });
  const artifacts = createArtifacts({ db, clock, artifacts: createArtifactStore(db), approvals });
  const gate = createDeliveryGate({
    ...{ clock, rights, qc: qc.latest, approval: approvals.latest },
    upstream: artifacts.upstream,
  });
  return { artifacts, approvals, qc, gate };
}
