import type { AttemptMode, CampaignStatus } from '@aicmo/cam/contract';
import { MarkBadge, StateBadge, type Mark, type Tone } from '@aicmo/ui';
import { IconArchive, IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { screenWord } from '../../words.ts';

const looks: Readonly<Record<CampaignStatus, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  DRAFT: { tone: 'neutral', icon: <IconPencil /> },
  ACTIVE: { tone: 'good', icon: <IconPlayerPlay /> },
  PAUSED: { tone: 'warn', icon: <IconPlayerPause /> },
  COMPLETED: { tone: 'info', icon: <IconCircleCheck /> },
  ARCHIVED: { tone: 'neutral', icon: <IconArchive /> },
};

/** Where a campaign stands, in a word. */
export function StatusBadge({ status }: { readonly status: CampaignStatus }): ReactNode {
  return (
    <StateBadge tone={looks[status].tone} icon={looks[status].icon}>
      {screenWord(status)}
    </StateBadge>
  );
}

/** Why its figures are not the plain truth about the world; undefined when they are. */
export function markOf(mode: AttemptMode): Mark | undefined {
  if (mode === 'SIMULATION') return 'simulated';
  return mode === 'PROOF' ? 'proof' : undefined;
}

/** The mode in which a campaign would run now. */
export function ModeBadge({ mode }: { readonly mode: AttemptMode }): ReactNode {
  const mark = markOf(mode);
  if (mark !== undefined) return <MarkBadge mark={mark} />;
  return (
    <StateBadge tone="good" icon={<IconSend />}>
      live
    </StateBadge>
  );
}

/** "1 April 2026"; an open end reads "open". */
export const dateWords = (date: string | null): string =>
  date === null
    ? 'open'
    : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
