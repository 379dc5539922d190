import { MarkBadge, StateBadge, type Tone } from '@aicmo/ui';
import type { PostState } from '@aicmo/social/contract';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClock, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { screenWord } from '../../words.ts';

const looks: Readonly<Record<PostState, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  DRAFT: { tone: 'neutral', icon: <IconPencil /> },
  SCHEDULED: { tone: 'info', icon: <IconClock /> },
  PUBLISHING: { tone: 'info', icon: <IconClock /> },
  PUBLISHED: { tone: 'good', icon: <IconCircleCheck /> },
  FAILED: { tone: 'bad', icon: <IconCircleX /> },
  MISSED: { tone: 'bad', icon: <IconAlertTriangle /> },
  CANCELLED: { tone: 'neutral', icon: <IconCircleX /> },
  SIMULATED: { tone: 'info', icon: <IconCircleCheck /> },
  PROOFED: { tone: 'neutral', icon: <IconCircleCheck /> },
  UNCERTAIN: { tone: 'warn', icon: <IconAlertTriangle /> },
};

/** Where a post is, in a word; what only looks like publishing carries its mark instead. */
export function PostStateBadge({ state }: { readonly state: PostState }): ReactNode {
  if (state === 'SIMULATED') return <MarkBadge mark="simulated" />;
  if (state === 'PROOFED') return <MarkBadge mark="proof" />;
  const { tone, icon } = looks[state];
  return (
    <StateBadge tone={tone} icon={icon}>
      {screenWord(state)}
    </StateBadge>
  );
}
