import type { Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { Deliverable } from '../../contract/deliverable.ts';
import type { QcReport } from '../../contract/qc.ts';
import type { Subject } from '../gate/gate-facts.ts';
import { contentHash } from '../hash/content-hash.ts';
import type { QcInput } from './qc-input.ts';
import { qcScore, qcVerdict } from './qc-rules.ts';
import type { QcStore } from './qc-store.ts';
import { runChecks } from './run-checks.ts';

/** What the checks need to know beside the content itself. */
export type QcSurroundings = Omit<QcInput, 'text' | 'links'>;

/** Checks of quality, bound to the hash of what they looked at. */
export interface Qc {
  /** Runs every check on exactly this content and keeps the result, unless the latest is the same. */
  check(subject: Subject, content: Deliverable, surroundings: QcSurroundings): Promise<QcReport>;
  /** The latest result, whichever content it is about; null when it was never checked. */
  latest(subject: Subject, tx?: Tx): Promise<QcReport | null>;
}

export function createQc(deps: { db: Database; clock: Clock; qc: QcStore }): Qc {
  const { db, clock, qc } = deps;
  return {
    check: async (subject, content, surroundings) => {
      const checks = [...runChecks({ ...surroundings, text: content.text, links: content.links })];
      const { hash } = contentHash(content);
      const report = { hash, verdict: qcVerdict(checks), score: qcScore(checks), checks, at: clock.now() };
      return db.transaction(async (tx) => {
        const latest = await qc.latest(subject, tx);
        if (latest?.hash === hash && contentHash({ checks: latest.checks }).hash === contentHash({ checks }).hash)
          return latest;
        await qc.insert(subject, report, tx);
        return report;
      });
    },
    latest: async (subject, tx) => (await qc.latest(subject, tx)) ?? null,
  };
}
