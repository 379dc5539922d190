import { conflict } from '@aicmo/core-kernel';
import type { EnrolmentStatus } from '../../contract/lead.ts';

/** Every legal move of an enrolment. DOMAIN section 3. */
const enrolmentMoves: Readonly<Record<EnrolmentStatus, readonly EnrolmentStatus[]>> = {
  ACTIVE: ['PAUSED', 'FINISHED', 'STOPPED'],
  PAUSED: ['ACTIVE', 'FINISHED', 'STOPPED'],
  FINISHED: [],
  STOPPED: [],
};

/** Throws `conflict` (code `enrolment-move`) for a move that the table does not have. */
export function assertEnrolmentMove(from: EnrolmentStatus, to: EnrolmentStatus): void {
  if (enrolmentMoves[from].includes(to)) return;
  const legal = enrolmentMoves[from].join(', ') || 'nothing: it is over';
  throw conflict({
    code: 'enrolment-move',
    message: `A lead's way through a sequence that is ${from} cannot become ${to}; it can become ${legal}.`,
    details: { from, to },
  });
}
