import { conflict, invalid } from '@aicmo/core-kernel';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import type { LeadState } from '../../contract/lead.ts';

/** Who moves a lead: some moves are a person's alone. */
export interface LeadMove {
  readonly from: LeadState;
  readonly to: LeadState;
  readonly byPerson: boolean;
  /** Needed for LOST. */
  readonly reason: string;
}

/**
 * Every legal move: forwards (skipping allowed), to LOST with a reason, and from LOST back to NEW by a person.
 * WON is a person's decision too. DOMAIN sections 3 and 4. Throws `conflict` (`lead-move`) or `invalid` (`lead-reason`).
 */
export function assertLeadMove(move: LeadMove): void {
  const { from, to, byPerson, reason } = move;
  if (!legalLeadMoves(from, byPerson).includes(to)) {
    const legal = legalLeadMoves(from, byPerson).join(', ').toLowerCase();
    const [is, goal] = [from.toLowerCase(), to.toLowerCase()];
    throw conflict({
      code: 'lead-move',
      message: `A lead that is ${is} cannot become ${goal}; ${byPerson ? '' : 'without a person '}it can become: ${legal}.`,
      details: { from, to },
    });
  }
  if (to === 'LOST' && reason.trim() === '') {
    throw invalid({ code: 'lead-reason', message: 'A lead is given up with a reason. Write one short sentence why.' });
  }
}
