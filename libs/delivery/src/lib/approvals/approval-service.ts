import { conflict, invalid, type Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { Approval } from '../../contract/deliverable.ts';
import type { Subject } from '../gate/gate-facts.ts';
import { contentHash } from '../hash/content-hash.ts';
import type { ApprovalStore } from './approval-store.ts';

/** A person's decision about a content. */
export interface Decision {
  readonly decision: Approval['decision'];
  /** The hash of what the person saw: a decision about something else is refused. */
  readonly seenHash: string;
  readonly by: string;
  /** Needed when changes are asked for or an approval is taken back. */
  readonly why?: string;
}

/** Approvals of contents, each bound to the hash of what would leave. */
export interface Approvals {
  /**
   * Records a decision about the content as it stands. Throws `conflict` (`approval-other-content`) when that is not
   * what the person saw, `invalid` (`approval-why`) without a reason where one is needed.
   */
  decide(subject: Subject, content: object, decision: Decision): Promise<Approval>;
  /** The same in the caller's transaction. */
  record(tx: Tx, subject: Subject, content: object, decision: Decision): Promise<Approval>;
  /** null when nobody has decided yet. */
  latest(subject: Subject, tx?: Tx): Promise<Approval | null>;
  /** What a person decided about exactly these bytes; null while nobody has. */
  decisionOn(subject: Subject & { readonly hash: string }): Promise<'APPROVED' | 'CHANGES_REQUESTED' | null>;
  /** The hash that a decision about this content has to name. */
  hashOf(content: object): string;
  /** Newest first. */
  history(subject: Subject): Promise<readonly Approval[]>;
}

export function createApprovals(deps: { db: Database; clock: Clock; approvals: ApprovalStore }): Approvals {
  const { db, clock, approvals } = deps;
  const record: Approvals['record'] = async (tx, subject, content, decision) => {
    const approval = approvalOf(subject, content, decision, clock);
    await approvals.insert(approval, tx);
    return approval;
  };
  return {
    record,
    decide: (subject, content, decision) => db.transaction((tx) => record(tx, subject, content, decision)),
    latest: async (subject, tx) => (await approvals.latest(subject, tx)) ?? null,
    decisionOn: async (subject) => {
      const latest = await approvals.latest(subject);
      if (!latest || latest.hash !== subject.hash || latest.decision === 'WITHDRAWN') return null;
      return latest.decision;
    },
    hashOf: (content) => contentHash(content).hash,
    history: (subject) => approvals.history(subject),
  };
}

function approvalOf({ kind, id }: Subject, content: object, decided: Decision, clock: Clock): Approval {
  const { hash, fields } = contentHash(content);
  if (hash !== decided.seenHash) {
    throw conflict({
      code: 'approval-other-content',
      message: 'What you decided about has changed since you opened it. Look at it again, then decide.',
    });
  }
  const why = decided.why?.trim() || null;
  if (decided.decision !== 'APPROVED' && why === null) {
    throw invalid({
      code: 'approval-why',
      message: 'Say in a few words what has to change: it is kept with the decision.',
    });
  }
  const { decision, by } = decided;
  return { subjectKind: kind, subjectId: id, decision, hash, fieldHashes: { ...fields }, by, why, at: clock.now() };
}
