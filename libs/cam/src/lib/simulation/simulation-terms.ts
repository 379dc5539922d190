import { holdOf, type ControlFlagsView } from '@aicmo/core-effects';
import { conflict } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';

/** Whether the campaign is played as if it were live and let go, or exactly as it stands now. */
export type SimulatedAs = 'live' | 'as-it-is';

/** What the terms rest on. */
export interface SimulationFacts {
  readonly campaign: Campaign;
  readonly flags: ControlFlagsView;
  /** Whether the client has a mailbox that may send. */
  readonly hasMailbox: boolean;
  /** So many people in sequence are not looked at: these days do not come to them, or they wait for a person. */
  readonly left: number;
}

/** How a campaign is played, and what is taken to be otherwise than it is. */
export interface SimulationTerms {
  readonly mode: AttemptMode;
  readonly isActivated: boolean;
  readonly isReleased: boolean;
  readonly assumptions: readonly string[];
}

/** Throws `conflict` (`simulation-over`) for a campaign that will never send again. */
export function simulationTerms(as: SimulatedAs, facts: SimulationFacts): SimulationTerms {
  const { campaign, flags, hasMailbox } = facts;
  if (campaign.status === 'COMPLETED' || campaign.status === 'ARCHIVED') {
    const word = campaign.status.toLowerCase();
    throw conflict({
      code: 'simulation-over',
      message: `“${campaign.name}” is ${word}, so nothing will happen in it any more. Choose a campaign that is not.`,
    });
  }
  if (as === 'as-it-is') {
    const real = flags.proofMode ? 'PROOF' : 'LIVE';
    const mode = campaign.mode === 'SIMULATION' ? 'SIMULATION' : real;
    return { mode, isActivated: false, isReleased: false, assumptions: [nobodyWrites, ...leftWords(facts)] };
  }
  return {
    mode: hasMailbox ? 'LIVE' : 'SIMULATION',
    isActivated: true,
    isReleased: true,
    assumptions: [...takenAs(facts), ...handWords(facts), nobodyWrites, ...leftWords(facts)],
  };
}

const nobodyWrites =
  'Nobody answers and nothing comes back: each answer, bounce or opt-out would stop messages that are shown here.';

function takenAs({ campaign, flags, hasMailbox }: SimulationFacts): readonly string[] {
  const stands = { DRAFT: 'is a draft', PAUSED: 'is paused', ACTIVE: '', COMPLETED: '', ARCHIVED: '' }[campaign.status];
  const held = holdOf(flags);
  return [
    ...(stands === '' ? [] : [`The campaign ${stands}; here it is active from now on.`]),
    ...(hasMailbox
      ? []
      : ['No mailbox of the client can send yet; here one is, with the usual limits for a new mailbox.']),
    ...(campaign.mode === 'LIVE' || !hasMailbox ? [] : ['The campaign is a simulation; here it is live.']),
    ...(held ? ['Everything is on hold; here it is released.'] : []),
    ...(flags.proofMode ? ['Proof mode is on; here it is lifted.'] : []),
    ...(campaign.approveFirst > 0 && hasMailbox
      ? [`The first ${campaign.approveFirst} messages wait for a person; here they are approved at once.`]
      : []),
  ];
}

const handWords = ({ campaign: { channels } }: SimulationFacts): readonly string[] =>
  channels.some((channel) => channel !== 'email') ? ['What people do by hand is done on its day.'] : [];

const leftWords = ({ left }: SimulationFacts): readonly string[] =>
  left > 0 ? [`${left} more people are in sequence; they are not looked at here.`] : [];
