import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { Approval } from '../../contract/deliverable.ts';
import type { DeliveryTables } from '../db/delivery-tables.ts';
import type { Subject } from '../gate/gate-facts.ts';

/** Every query over approvals. A row is never changed: a new decision is a new row. */
export interface ApprovalStore {
  insert(approval: Approval, tx: Tx): Promise<void>;
  latest(subject: Subject, tx?: Tx): Promise<Approval | undefined>;
  /** Newest first. */
  history(subject: Subject): Promise<readonly Approval[]>;
}

export function createApprovalStore(db: Database): ApprovalStore {
  const handle = db.handle<DeliveryTables>('delivery');
  const of = ({ kind, id }: Subject, tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('deliveryApproval')
      .select(['subjectKind', 'subjectId', 'decision', 'hash', 'fieldHashes', 'by', 'why', 'at'])
      .where('subjectKind', '=', kind)
      .where('subjectId', '=', id)
      .orderBy('seq', 'desc');
  return {
    insert: async (approval, tx) =>
      void (await handle
        .in(tx)
        .insertInto('deliveryApproval')
        .values({ ...approval, fieldHashes: JSON.stringify(approval.fieldHashes) })
        .execute()),
    latest: async (subject, tx) => {
      const row = await of(subject, tx).limit(1).executeTakeFirst();
      return row && fromRow(row);
    },
    history: async (subject) => (await of(subject).execute()).map(fromRow),
  };
}

const fromRow = (row: { fieldHashes: string }): Approval =>
  z.parse(Approval, { ...row, fieldHashes: JSON.parse(row.fieldHashes) });
