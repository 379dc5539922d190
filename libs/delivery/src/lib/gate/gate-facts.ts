import type { Instant } from '@aicmo/core-kernel';
import type { Approval, Deliverable } from '../../contract/deliverable.ts';
import type { QcReport } from '../../contract/qc.ts';

/** What approvals and checks are about: a kind and an id, such as a post, or a version of a document. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Something that wants to leave. */
export interface GateSubject extends Subject {
  readonly content: Deliverable;
  /** The document versions that it was made from. */
  readonly madeFrom?: readonly string[];
}

/** What is known of the right to use a picture or film. */
export interface MediaRights {
  readonly digest: string;
  /** What it is called, for the sentence. */
  readonly name: string;
  /** null: nobody has said that we may use it. */
  readonly grantedBy: string | null;
  /** null: without end. */
  readonly until: Instant | null;
}

/** A document that something was made from, as it stands now. */
export interface Upstream {
  /** In a sentence: `strategy, version 3`. */
  readonly name: string;
  readonly standing: 'current' | 'stale' | 'superseded' | 'not-approved' | 'unknown';
}

/** Everything that the gate decides from. */
export interface GateFacts {
  readonly content: Deliverable;
  readonly hash: string;
  readonly fieldHashes: Readonly<Record<string, string>>;
  readonly now: Instant;
  readonly qc: QcReport | null;
  readonly approval: Approval | null;
  readonly upstream: readonly Upstream[];
  readonly rights: readonly MediaRights[];
}
