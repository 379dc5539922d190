import { conflict, epochMs, minuteMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { LeadRun, LeadRunKind } from '../../contract/lead-run.ts';
import type { LeadRunRow } from '../db/scoring-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** A running pass that has not moved for this long was interrupted. */
const interruptedAfterMs = 2 * minuteMs;

/** Whether a pass says that it runs while nothing has moved it for two minutes. */
export const isStale = (row: Pick<LeadRunRow, 'status' | 'heartbeatAt'>, now: Instant): boolean =>
  row.status === 'RUNNING' && epochMs(now) - epochMs(parseInstant(row.heartbeatAt)) > interruptedAfterMs;

const kindWords: Readonly<Record<LeadRunKind, string>> = {
  SCORE: 'scored again',
  CHECK: 'checked',
  ENRICH: 'filled in',
};

/** Throws `conflict` (`lead-run-running`): two passes of one kind over one client would undo each other's counting. */
export function refuseSecondRun(rows: readonly LeadRunRow[], now: Instant): void {
  const active = rows.find((row) => !isStale(row, now));
  if (!active) return;
  const words = kindWords[z.parse(LeadRunKind, active.kind)];
  throw conflict({
    code: 'lead-run-running',
    message: `The leads of this client are being ${words} right now: ${active.done} of ${active.total} are done. Wait until that ends, or stop it.`,
    details: { runId: active.id },
  });
}

/** A row as the rest of the house sees it. `isHere`: it runs in this process, however long its last step takes. */
export function runOf(row: LeadRunRow, now: Instant, isHere: boolean): LeadRun {
  const { heartbeatAt: _heartbeat, afterId: _after, ...plain } = row;
  const status = !isHere && isStale(row, now) ? 'INTERRUPTED' : row.status;
  const counts = readJsonColumn(z.record(z.string(), z.number()), row.counts, 'cam_lead_run.counts');
  return z.parse(LeadRun, { ...plain, status, counts });
}
