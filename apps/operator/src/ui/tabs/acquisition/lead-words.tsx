import type { Consent, LeadState, Tier } from '@aicmo/cam/contract';
import { StateBadge, type Tone } from '@aicmo/ui';
import { IconCircle, IconFlame, IconSnowflake, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';

const tiers: Readonly<Record<Tier, { readonly tone: Tone; readonly word: string; readonly icon: ReactNode }>> = {
  HOT: { tone: 'bad', word: 'Hot', icon: <IconFlame /> },
  WARM: { tone: 'warn', word: 'Warm', icon: <IconSun /> },
  COOL: { tone: 'info', word: 'Cool', icon: <IconCircle /> },
  COLD: { tone: 'neutral', word: 'Cold', icon: <IconSnowflake /> },
};

/** How promising a lead is, in a word. */
export function TierBadge({ tier }: { readonly tier: Tier | null }): ReactNode {
  if (tier === null) return <StateBadge tone="neutral">not scored</StateBadge>;
  const { tone, word, icon } = tiers[tier];
  return (
    <StateBadge tone={tone} icon={icon}>
      {word}
    </StateBadge>
  );
}

/** The states and tiers in the order in which a lead goes through them. */
export const leadStates: readonly LeadState[] = [
  ...(['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'WON', 'LOST'] as const),
];
export const tierOrder: readonly Tier[] = ['HOT', 'WARM', 'COOL', 'COLD'];

/** Whether a person may be written to, as they said. */
export const consentWords: Readonly<Record<Consent, string>> = {
  UNKNOWN: 'Not asked',
  OPTED_IN: 'Agreed',
  DO_NOT_CONTACT: 'Never contact',
};

/** A score with two decimals, as everywhere. */
export const scoreWords = (score: number | null): string => (score === null ? '–' : score.toFixed(2));

/** What the factors of a score are called on screen. */
export const factorNames = {
  size: 'Company size',
  industry: 'Industry',
  revenue: 'Revenue',
  location: 'Place',
  title: 'Title',
  seniority: 'Seniority',
  signals: 'Signals',
} as const;
