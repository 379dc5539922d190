import type { LeadRow } from '../db/cam-tables.ts';
import type { CurrentWay } from './merge-store.ts';

/** Two ways of one person through sequences of one campaign. */
export interface SecondWay {
  readonly goesOn: CurrentWay;
  readonly stops: CurrentWay;
}

/** Which ways through sequences a merge moves, and which it stops. */
export interface ChosenWays {
  readonly both: readonly SecondWay[];
  /** Of the absorbed lead, which just move. */
  readonly moves: readonly CurrentWay[];
}

/** Where both are in sequence in one campaign, the one that got further goes on, the kept lead's where both are as far. */
export function chooseWays(ways: readonly CurrentWay[], keptId: string): ChosenWays {
  const own = new Map(ways.filter(({ leadId }) => leadId === keptId).map((way) => [way.campaignId, way]));
  const both: SecondWay[] = [];
  const moves: CurrentWay[] = [];
  for (const other of ways) {
    if (other.leadId === keptId) continue;
    const mine = own.get(other.campaignId);
    if (!mine) moves.push(other);
    else both.push(other.done > mine.done ? { goesOn: other, stops: mine } : { goesOn: mine, stops: other });
  }
  return { both, moves };
}

interface Merging {
  readonly kept: LeadRow;
  readonly absorbed: LeadRow;
  readonly ways: ChosenWays;
  /** Whether any of the two is in sequence. */
  readonly isInSequence: boolean;
  readonly isSuppressed: boolean;
}

/** What a merge does besides choosing values, each one plain sentence. */
export function consequences({ kept, absorbed, ways, isInSequence, isSuppressed }: Merging): string[] {
  const end = endOf(kept, absorbed);
  const says = end === undefined ? goingOn(ways) : isInSequence ? [leaving(end)] : [];
  if ([kept.consent, absorbed.consent].includes('DO_NOT_CONTACT'))
    says.push('One of them asked not to be contacted, so the merged lead is not written to.');
  else if (isSuppressed)
    says.push('One of them is on the list of those who are never contacted, so the merged lead is not written to.');
  says.push('Sources, notes, tasks, appointments and messages of both stay.');
  says.push('The merge can be undone at any time; what somebody changes after it stays.');
  return says;
}

/** Whether the merged lead is one to whom nobody writes in a sequence any more. */
export function endOf(kept: Pick<LeadRow, 'state'>, absorbed: Pick<LeadRow, 'state'>): 'WON' | 'LOST' | undefined {
  const states = [kept.state, absorbed.state];
  return (['WON', 'LOST'] as const).find((state) => states.includes(state));
}

const leaving = (end: 'WON' | 'LOST'): string =>
  `One of them was ${end === 'WON' ? 'won' : 'given up'}, so the merged lead leaves its sequences. Undoing the merge does not start them again.`;

function goingOn(ways: ChosenWays): string[] {
  const says = ways.both.map(
    ({ goesOn: { campaignName } }) =>
      `Both are in sequence in “${campaignName}”: the one that got further goes on, the other is stopped. Undoing the merge does not start it again.`,
  );
  if (ways.moves.length > 0) {
    const names = [...new Set(ways.moves.map(({ campaignName }) => `“${campaignName}”`))].join(', ');
    says.push(`Its way through the sequence in ${names} goes on under the lead that stays.`);
  }
  return says;
}
