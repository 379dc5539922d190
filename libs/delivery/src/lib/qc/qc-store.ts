import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { QcReport } from '../../contract/qc.ts';
import type { DeliveryTables } from '../db/delivery-tables.ts';
import type { Subject } from '../gate/gate-facts.ts';

/** Every query over reports of checks. */
export interface QcStore {
  insert(subject: Subject, report: QcReport, tx: Tx): Promise<void>;
  /** The latest, whichever content it is about. */
  latest(subject: Subject, tx?: Tx): Promise<QcReport | undefined>;
}

export function createQcStore(db: Database): QcStore {
  const handle = db.handle<DeliveryTables>('delivery');
  return {
    insert: async ({ kind, id }, { hash, verdict, score, checks, at }, tx) =>
      void (await handle
        .in(tx)
        .insertInto('deliveryQc')
        .values({ subjectKind: kind, subjectId: id, hash, verdict, score, checks: JSON.stringify(checks), at })
        .execute()),
    latest: async ({ kind, id }, tx) => {
      const row = await handle
        .in(tx)
        .selectFrom('deliveryQc')
        .select(['hash', 'verdict', 'score', 'checks', 'at'])
        .where('subjectKind', '=', kind)
        .where('subjectId', '=', id)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && z.parse(QcReport, { ...row, checks: JSON.parse(row.checks) });
    },
  };
}
