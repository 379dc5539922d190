import type { Sentiment } from '@aicmo/social/contract';
import { StateBadge, type Tone } from '@aicmo/ui';
import { IconMoodNeutral, IconMoodSad, IconMoodSmile } from '@tabler/icons-react';
import type { ReactNode } from 'react';

const looks: Readonly<Record<Sentiment['label'], { readonly tone: Tone; readonly icon: ReactNode }>> = {
  positive: { tone: 'good', icon: <IconMoodSmile /> },
  neutral: { tone: 'neutral', icon: <IconMoodNeutral /> },
  negative: { tone: 'bad', icon: <IconMoodSad /> },
};

/** Which way a text leans, with its score. */
export function SentimentBadge({ sentiment }: { readonly sentiment: Sentiment }): ReactNode {
  const { tone, icon } = looks[sentiment.label];
  return (
    <span title={sentiment.because}>
      <StateBadge tone={tone} icon={icon}>
        {sentiment.label} {signed(sentiment.score)}
      </StateBadge>
    </span>
  );
}

/** A score or weight with its sign: "+0.7", "−1.3". */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(1)}`;
