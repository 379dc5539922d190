import type { LeadState } from './lead.ts';

/** How far along a lead is; a move forwards may skip. LOST stands apart. DOMAIN section 3. */
const forwards: readonly LeadState[] = ['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON'];

/** Where a lead may go from a state, by a person or by itself. DOMAIN sections 3 and 4. */
export function legalLeadMoves(from: LeadState, byPerson: boolean): readonly LeadState[] {
  if (from === 'LOST') return byPerson ? ['NEW'] : [];
  const ahead = forwards.slice(forwards.indexOf(from) + 1).filter((state) => byPerson || state !== 'WON');
  return [...ahead, 'LOST'];
}
