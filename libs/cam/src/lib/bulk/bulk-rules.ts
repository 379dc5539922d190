import { invalid, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { BulkAct } from '../../contract/bulk-act.ts';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import { LeadState } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';

/** What an act does to one lead, or why it leaves it alone. */
export type BulkPlan =
  | { readonly ok: true; readonly cells: Partial<LeadRow>; readonly isStopped: boolean }
  | { readonly ok: false; readonly why: string };

/** The most leads of one act: more would keep the console waiting for minutes. */
export const mostAtOnce = 50_000;

const nothingToReview = { needsReview: 0, reviewReason: '', reviewSince: null } as const;
const alone = (why: string): BulkPlan => ({ ok: false, why });

/** Throws `invalid` (`bulk-reason`, `bulk-won`) for an act that no lead could take. */
export function assertBulkAct(act: BulkAct): void {
  if (act.kind === 'move' && act.to === 'WON') {
    throw invalid({ code: 'bulk-won', message: 'Who was won becomes a client: open each lead, and say which one.' });
  }
  const needsReason = act.kind === 'never-contact' || (act.kind === 'move' && act.to === 'LOST');
  if (!needsReason || act.reason.trim() !== '') return;
  throw invalid({
    code: 'bulk-reason',
    message: 'Write in a few words why, so that the next person knows.',
    details: { field: 'reason' },
  });
}

/** What an act does to a lead, but for putting it in sequence, which asks its campaign. Pure. */
export function planBulk(
  row: LeadRow,
  act: Exclude<BulkAct, { kind: 'sequence' }>,
  by: string,
  now: Instant,
): BulkPlan {
  if (act.kind === 'move') return planMove(row, act.to, act.reason.trim());
  if (act.kind === 'never-contact') {
    if (row.consent === 'DO_NOT_CONTACT') return alone('never contacted already');
    const cells = { consent: 'DO_NOT_CONTACT', consentSource: by, consentAt: now, ...nothingToReview };
    return { ok: true, cells, isStopped: true };
  }
  if (act.reason === null) {
    return row.needsReview === 1
      ? { ok: true, cells: nothingToReview, isStopped: false }
      : alone('not waiting for a person');
  }
  const cells = { needsReview: 1, reviewReason: act.reason.trim(), reviewSince: row.reviewSince ?? now };
  return { ok: true, cells, isStopped: false };
}

function planMove(row: LeadRow, to: LeadState, reason: string): BulkPlan {
  const from = z.parse(LeadState, row.state);
  if (from === to) return alone(`${to.toLowerCase()} already`);
  if (!legalLeadMoves(from, true).includes(to))
    return alone(`${from.toLowerCase()}, which cannot become ${to.toLowerCase()}`);
  const isLost = to === 'LOST';
  const cells = { state: to, stateReason: reason, ...(isLost ? nothingToReview : {}) };
  return { ok: true, cells, isStopped: isLost };
}

/** What the act did, as it stands in the story of each lead and, with the number, beside the button that undoes it. */
export function bulkWords(act: BulkAct): { readonly one: string; readonly many: (leads: string) => string } {
  switch (act.kind) {
    case 'move':
      return { one: `Moved to ${act.to.toLowerCase()}`, many: (leads) => `Moved ${leads} to ${act.to.toLowerCase()}` };
    case 'never-contact':
      return { one: 'Never contacted again', many: (leads) => `Put ${leads} off limits` };
    case 'review':
      return act.reason === null
        ? { one: 'Looked at by a person', many: (leads) => `Looked at ${leads}` }
        : { one: 'Waits for a person', many: (leads) => `Set ${leads} aside for a person` };
    case 'sequence':
      return { one: 'Put in sequence', many: (leads) => `Put ${leads} in sequence` };
  }
}
