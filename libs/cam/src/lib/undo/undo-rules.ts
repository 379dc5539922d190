import { conflict, epochMs, hourMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { UndoRow } from '../db/undo-tables.ts';

/** How long an act can be taken back: a day, so that the next morning is not too late. */
export const undoForMs = 24 * hourMs;

/**
 * Throws `conflict`: `undo-done` for an act that was taken back already, `undo-too-late` for an old one. Whoever began in
 * time (`undoneBy`) may come to the end.
 */
export function assertUndoable({ what, undoneAt, undoneBy, until }: UndoRow, now: Instant): void {
  if (undoneAt !== null) {
    throw conflict({ code: 'undo-done', message: `This was undone already: ${what}. Reload the page.` });
  }
  if (undoneBy !== '' || epochMs(parseInstant(until)) >= epochMs(now)) return;
  throw conflict({
    code: 'undo-too-late',
    message: `“${what}” was more than a day ago and is not undone by itself any more. Change it by hand.`,
  });
}

/** The refusal of an undoer that finds what it should put back changed since, and by whom or how in words. */
export const changedSince = (what: string, why: string) =>
  conflict({
    code: 'undo-changed-since',
    message: `“${what}” cannot be undone any more: ${why}. Change it by hand.`,
  });
