import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { tellOthers } from '../lead-acts/lead-act-deps.ts';
import type { Undoer } from '../undo/undo-service.ts';
import type { BulkDeps } from './bulk-service.ts';
import type { BulkChange } from './bulk-store.ts';
import { tellConsent } from './tell-consent.ts';

const Data = z.object({ bulkId: z.string() });
const leadsAtOnce = 500;

/**
 * Takes an act on many leads back, 500 in a transaction, but for those that somebody has changed since: they stay as they
 * are. What was put back is forgotten in the same transaction.
 */
export function createBulkUndoer(deps: BulkDeps): Undoer {
  return async ({ tx, what, data, by, after }) => {
    const { bulkId } = z.parse(Data, JSON.parse(data));
    const changes = await deps.store.changes(tx, bulkId, after, leadsAtOnce);
    const restored = await putBack(deps, tx, changes, { what, by });
    await deps.store.drop(tx, bulkId, restored);
    const last = changes.at(-1);
    const isLast = last === undefined || changes.length < leadsAtOnce;
    return { restored: restored.length, next: isLast ? null : last.leadId };
  };
}

async function putBack(
  deps: BulkDeps,
  tx: Tx,
  changes: readonly BulkChange[],
  { what, by }: { readonly what: string; readonly by: string },
): Promise<readonly string[]> {
  const { leads, clock } = deps;
  const rows = new Map(
    (
      await leads.rows(
        changes.map(({ leadId }) => leadId),
        tx,
      )
    ).map((row) => [row.id, row]),
  );
  const standing = changes.flatMap((change) => {
    const row = rows.get(change.leadId);
    return row && isUntouched(row, change) ? [{ row, change }] : [];
  });
  const updatedAt = clock.now();
  for (const [cells, same] of Map.groupBy(standing, ({ change }) => JSON.stringify(change.before.cells))) {
    const before = { ...(JSON.parse(cells) as Partial<LeadRow>), updatedAt }; // our own text
    await leads.updateMany(
      tx,
      same.map(({ row }) => row.id),
      before,
    );
  }
  for (const { row, change } of standing) await putBackRest(deps, tx, row, change, { what, by });
  await deps.records.append(
    tx,
    standing.map(({ row }) => ({
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.id },
      ...{ what: `Undone: ${what}`, why: '', actor: by },
    })),
  );
  return standing.map(({ row }) => row.id);
}

function isUntouched(row: LeadRow, { after }: BulkChange): boolean {
  const stored = new Map<string, unknown>(Object.entries(row));
  return row.mergedInto === null && Object.entries(after).every(([name, value]) => stored.get(name) === value);
}

async function putBackRest(
  deps: BulkDeps,
  tx: Tx,
  row: LeadRow,
  { before }: BulkChange,
  { what, by }: { readonly what: string; readonly by: string },
): Promise<void> {
  const now = deps.clock.now();
  if (before.stopped !== null) await deps.sequences.restart(tx, before.stopped, now);
  for (const id of before.suppressed) {
    await deps.suppressions.remove(tx, id, { removedAt: now, removedBy: by, removedReason: `Undone: ${what}` });
  }
  const still = before.enrolled.length === 0 ? undefined : (await deps.store.inSequence(tx, [row.id])).get(row.id);
  for (const id of before.enrolled) {
    if (still?.includes(id)) await deps.enrolments.move(id, { to: 'STOPPED', reason: `Undone: ${what}` }, by, tx);
  }
  await tellOthers(deps.events, tx, row, before.cells);
  const { consent } = before.cells;
  if (typeof consent !== 'string' || consent === row.consent) return;
  await tellConsent(deps, tx, [row], { reason: `Undone: ${what}`, by }, z.parse(Consent, consent));
}
