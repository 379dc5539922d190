import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { StateBadge, type Tone } from '@aicmo/ui';
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconLock,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface TaskWords {
  readonly tone: Tone;
  readonly word: string;
  readonly icon: ReactNode;
}

const states: Readonly<Record<OperatorTask['state'], TaskWords>> = {
  OPEN: { tone: 'neutral', word: 'open', icon: <IconCircle /> },
  BLOCKED: { tone: 'warn', word: 'blocked', icon: <IconLock /> },
  DONE: { tone: 'good', word: 'done', icon: <IconCircleCheck /> },
  MISSED: { tone: 'bad', word: 'missed', icon: <IconAlertTriangle /> },
  CANCELLED: { tone: 'neutral', word: 'cancelled', icon: <IconCircleMinus /> },
};
const overdue: TaskWords = { tone: 'bad', word: 'overdue', icon: <IconAlertTriangle /> };
const due: TaskWords = { tone: 'warn', word: 'due', icon: <IconClock /> };

function wordsOf({ state, dueness }: OperatorTask): TaskWords {
  if (state === 'OPEN' && dueness === 'overdue') return overdue;
  if (state === 'OPEN' && dueness === 'due') return due;
  return states[state];
}

/** The state of a task in words: a blocked one that is late says both. */
export function taskStateText(task: OperatorTask): string {
  const { word } = wordsOf(task);
  return task.state === 'BLOCKED' && task.dueness === 'overdue' ? `${word}, overdue` : word;
}

/** The state of a task. */
export function TaskState({ task }: { readonly task: OperatorTask }): ReactNode {
  const { tone, icon } = wordsOf(task);
  return (
    <StateBadge tone={task.state === 'BLOCKED' && task.dueness === 'overdue' ? 'bad' : tone} icon={icon}>
      {taskStateText(task)}
    </StateBadge>
  );
}
