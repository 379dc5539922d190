import type { Clock, Refusal } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { Approval } from '../../contract/deliverable.ts';
import type { QcReport } from '../../contract/qc.ts';
import { contentHash } from '../hash/content-hash.ts';
import type { GateSubject, MediaRights, Subject, Upstream } from './gate-facts.ts';
import { deliveryRefusals } from './gate-rules.ts';

/** Decides whether a document or post may leave. */
export interface DeliveryGate {
  /**
   * Every reason against it, with fresh facts; empty when it may leave. With `tx`, as the facts stand inside of it:
   * asked again in the transaction that reserves the effect.
   */
  decide(subject: GateSubject, tx?: Tx): Promise<readonly Refusal[]>;
}

/** Where the gate's facts come from. */
export interface DeliveryGateDeps {
  readonly clock: Clock;
  /** The latest checks, whichever content they are about; null when there are none. */
  readonly qc: (subject: Subject, tx?: Tx) => Promise<QcReport | null>;
  /** The latest decision, whichever content it is about; null when there is none. */
  readonly approval: (subject: Subject, tx?: Tx) => Promise<Approval | null>;
  /** How the versions stand that it was made from. */
  readonly upstream: (versionIds: readonly string[], tx?: Tx) => Promise<readonly Upstream[]>;
  /** What is known of these pictures' rights; one that is left out counts as unknown. */
  readonly rights: (digests: readonly string[], tx?: Tx) => Promise<readonly MediaRights[]>;
}

/** A gate over these facts. It keeps nothing and changes nothing. */
export function createDeliveryGate(deps: DeliveryGateDeps): DeliveryGate {
  return {
    decide: async (subject, tx) => {
      const { content, madeFrom = [] } = subject;
      const { hash, fields } = contentHash(content);
      return deliveryRefusals({
        ...{ content, hash, fieldHashes: fields, now: deps.clock.now() },
        qc: await deps.qc(subject, tx),
        approval: await deps.approval(subject, tx),
        upstream: madeFrom.length === 0 ? [] : await deps.upstream(madeFrom, tx),
        rights: content.mediaDigests.length === 0 ? [] : await deps.rights(content.mediaDigests, tx),
      });
    },
  };
}
