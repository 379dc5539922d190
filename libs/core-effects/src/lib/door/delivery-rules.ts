import type { Refusal } from '@aicmo/core-kernel';
import { conflict } from '@aicmo/core-kernel';
import type { LedgerEntry } from '../../contract/ledger-entry.ts';

type Outcome = LedgerEntry['outcome'];

/** What a reserved delivery may become, and who says so. EFFECTS, "The order, always the same". */
const moves: readonly {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly by: 'worker' | 'recovery' | 'person';
}[] = [
  { from: 'RESERVED', to: 'SENT', by: 'worker' },
  { from: 'RESERVED', to: 'FAILED', by: 'worker' },
  { from: 'RESERVED', to: 'UNCERTAIN', by: 'worker' },
  { from: 'RESERVED', to: 'UNCERTAIN', by: 'recovery' },
  { from: 'UNCERTAIN', to: 'SENT', by: 'person' },
  { from: 'UNCERTAIN', to: 'FAILED', by: 'person' },
];

/** Throws `conflict` (`door-move`) for a move that nobody may make. */
export function assertDeliveryMove(from: Outcome, to: Outcome, by: (typeof moves)[number]['by']): void {
  if (moves.some((move) => move.from === from && move.to === to && move.by === by)) return;
  throw conflict({
    code: 'door-move',
    message:
      from === 'SENT' || from === 'FAILED'
        ? 'This is settled already. Reload the page to see how.'
        : 'Nobody has to decide this: it is not uncertain whether it left. Reload the page.',
  });
}

/** Something else is on its way, or gone, for the same thing: it must not leave twice. */
export const twice: Refusal = {
  code: 'door-twice',
  text: 'This is on its way already, or has left. It is never sent twice.',
  liftedBy: 'person',
};
