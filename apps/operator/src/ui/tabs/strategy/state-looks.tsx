import type { StrategyState } from '@aicmo/strategy/contract';
import type { Tone } from '@aicmo/ui';
import { IconArchive, IconCircleCheck, IconClock, IconEye, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** How each state of a strategy looks, the same in the list and on its page. */
export const stateLooks: Readonly<Record<StrategyState, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  DRAFT: { tone: 'neutral', icon: <IconPencil /> },
  IN_REVIEW: { tone: 'info', icon: <IconEye /> },
  APPROVED: { tone: 'good', icon: <IconCircleCheck /> },
  CHANGES_REQUESTED: { tone: 'warn', icon: <IconPencil /> },
  STALE: { tone: 'warn', icon: <IconClock /> },
  ARCHIVED: { tone: 'neutral', icon: <IconArchive /> },
};
