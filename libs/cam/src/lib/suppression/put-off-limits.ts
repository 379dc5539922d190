import type { Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { LeadRow } from '../db/cam-tables.ts';
import type { SuppressionStore } from './suppression-store.ts';

interface Deps {
  readonly clock: Clock;
  readonly suppressions: Pick<SuppressionStore, 'insert'>;
}

interface Said {
  readonly reason: string;
  readonly by: string;
}

/** Puts a person's address and profile (a number only where there is nothing else) on the client's list; gives what is new. */
export async function putOffLimits(
  { suppressions, clock }: Deps,
  tx: Tx,
  row: LeadRow,
  { reason, by }: Said,
): Promise<string[]> {
  const own = [
    { kind: 'email', value: row.emailKey },
    { kind: 'linkedin', value: row.linkedinKey },
  ].filter(({ value }) => value !== null);
  const added: string[] = [];
  for (const { kind, value } of own.length > 0 ? own : [{ kind: 'phone', value: row.phoneKey }]) {
    if (value === null) continue;
    const id = newId(clock);
    const isNew = await suppressions.insert(tx, {
      ...{ id, scope: row.clientId, kind, value, reason, source: 'operator', createdBy: by, createdAt: clock.now() },
      ...{ removedAt: null, removedBy: '', removedReason: '' },
    });
    if (isNew) added.push(id);
  }
  return added;
}
