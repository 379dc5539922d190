import type { Refusal } from '@aicmo/core-kernel';
import type { ControlFlagsView } from '../../contract/control-flags.ts';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';

/** What the door decides for one delivery. */
export type EgressDecision =
  | { readonly outcome: 'SIMULATED' | 'PROOFED' | 'LEAVES' }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/**
 * The table “Modes” of EFFECTS. Killed is looked at before paused. A message to an address that the workspace has
 * entered as its own leaves in simulation and proof too, but never on hold or with demonstration data.
 */
export function decideDelivery(
  { kind, mode }: Pick<LedgerEntry, 'kind' | 'mode'>,
  flags: ControlFlagsView,
  demo: boolean,
  hasConnector: boolean,
): EgressDecision {
  const held = holdOf(flags);
  if (held) return { outcome: 'REFUSED', refusals: [held] };
  const isSelfTest = kind === 'self-test' && !demo;
  if (mode === 'SIMULATION' && !isSelfTest) return { outcome: 'SIMULATED' };
  if ((flags.proofMode && !isSelfTest) || demo) return { outcome: 'PROOFED' };
  return hasConnector ? { outcome: 'LEAVES' } : { outcome: 'REFUSED', refusals: [noConnector] };
}

const noConnector: Refusal = {
  code: 'no-connector',
  text: 'There is no way to send this yet, so nothing left. Turn proof mode on to see what would leave.',
  liftedBy: 'person',
};

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
