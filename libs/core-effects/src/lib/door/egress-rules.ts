import type { Refusal } from '@aicmo/core-kernel';
import type { ControlFlagsView } from '../../contract/control-flags.ts';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';

/** What the door decides for one delivery. */
export type EgressDecision =
  | { readonly outcome: 'SIMULATED' | 'PROOFED' }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/** The table "Modes" of EFFECTS, for a version in which nothing can leave yet. Killed is looked at before paused. */
export function decideDelivery(mode: LedgerEntry['mode'], flags: ControlFlagsView, demo: boolean): EgressDecision {
  const held = holdOf(flags);
  if (held) return { outcome: 'REFUSED', refusals: [held] };
  if (mode === 'SIMULATION') return { outcome: 'SIMULATED' };
  if (flags.proofMode || demo) return { outcome: 'PROOFED' };
  return {
    outcome: 'REFUSED',
    refusals: [
      {
        code: 'no-connector',
        text: 'This version has no way to send yet, so nothing left. Turn proof mode on to see what would leave.',
        liftedBy: 'person',
      },
    ],
  };
}

/** The flag that holds every delivery, if one does. */
export function holdOf(flags: ControlFlagsView): Refusal | undefined {
  if (flags.killed)
    return {
      code: 'house-killed',
      text: 'Everything is stopped: nothing leaves and nothing is read.',
      liftedBy: 'time',
    };
  if (flags.paused) return { code: 'house-paused', text: 'Everything is on hold.', liftedBy: 'time' };
  return undefined;
}
