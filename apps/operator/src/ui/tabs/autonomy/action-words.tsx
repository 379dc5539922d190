import type { ActionView, AutonomyMode } from '@aicmo/autonomy/contract';
import { StateBadge, type Tone } from '@aicmo/ui';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconHelpCircle,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface StateWords {
  readonly tone: Tone;
  readonly word: string;
  readonly icon: ReactNode;
}

const states: Readonly<Record<ActionView['state'], StateWords>> = {
  PENDING: { tone: 'info', word: 'waits for the engine', icon: <IconClock /> },
  AWAITING_APPROVAL: { tone: 'warn', word: 'asks you', icon: <IconHelpCircle /> },
  RUNNING: { tone: 'info', word: 'is running', icon: <IconLoader2 /> },
  RETRY_SCHEDULED: { tone: 'warn', word: 'will be tried again', icon: <IconClock /> },
  SUCCEEDED: { tone: 'good', word: 'done', icon: <IconCircleCheck /> },
  REJECTED: { tone: 'neutral', word: 'rejected', icon: <IconCircleMinus /> },
  CANCELLED: { tone: 'neutral', word: 'cancelled', icon: <IconCircleMinus /> },
  DEAD_LETTER: { tone: 'bad', word: 'given up', icon: <IconAlertTriangle /> },
  UNCERTAIN: { tone: 'bad', word: 'may or may not be done', icon: <IconHelpCircle /> },
};
const approved: StateWords = { tone: 'info', word: 'approved, waits for the engine', icon: <IconClock /> };

const wordsOf = ({ state, decision }: ActionView): StateWords =>
  state === 'AWAITING_APPROVAL' && decision !== null ? approved : states[state];

/** The state of an action in words, for the hover of a cell. */
export const stateText = (action: ActionView): string => wordsOf(action).word;

/** The state of an action. */
export function ActionState({ action }: { readonly action: ActionView }): ReactNode {
  const { tone, word, icon } = wordsOf(action);
  return (
    <StateBadge tone={tone} icon={icon}>
      {word}
    </StateBadge>
  );
}

/** The three modes: their name, and what they mean for the client. */
export const modes: Readonly<Record<AutonomyMode, { readonly name: string; readonly meaning: string }>> = {
  MANUAL: { name: 'Manual', meaning: 'The engine neither does nor proposes anything.' },
  REVIEW_FIRST: {
    name: 'Review first',
    meaning: 'The engine proposes with its reasons; nothing happens before your yes.',
  },
  FULL_AUTO: { name: 'Full auto', meaning: 'The engine does what is due without asking, within all limits and holds.' },
};
