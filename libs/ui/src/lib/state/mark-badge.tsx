import type { ReactNode } from 'react';
import { StateBadge, type Tone } from './state-badge.tsx';

/** Why a figure or a row is not the plain truth about the world. */
export type Mark = 'simulated' | 'proof' | 'mock' | 'estimated';

const marks: Readonly<Record<Mark, { tone: Tone; word: string; meaning: string }>> = {
  simulated: { tone: 'info', word: 'simulated', meaning: 'Rendered and checked; nothing left the house.' },
  proof: { tone: 'neutral', word: 'proof', meaning: 'Made ready to the last byte and kept; nothing left the house.' },
  mock: { tone: 'warn', word: '[MOCK]', meaning: 'Made-up demonstration data.' },
  estimated: { tone: 'neutral', word: 'estimated', meaning: 'Computed from a sample, not counted.' },
};

/** Says which of the four a row or a figure is; its meaning on hover. */
export function MarkBadge({ mark }: { readonly mark: Mark }): ReactNode {
  const { tone, word, meaning } = marks[mark];
  return (
    <span title={meaning}>
      <StateBadge tone={tone}>{word}</StateBadge>
    </span>
  );
}
