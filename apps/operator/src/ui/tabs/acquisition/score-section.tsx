import type { Factor, Lead } from '@aicmo/cam/contract';
import { Factors, Section } from '@aicmo/ui';
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { factorNames, scoreWords, TierBadge } from './lead-words.tsx';
import classes from './score-section.module.css';

type ScoredLead = Pick<Lead, 'score' | 'fit' | 'opportunity' | 'tier' | 'factors'>;

/** A score unfolded into its two halves, their factors, and the sum that anybody can do again by hand. */
export function ScoreSection({ lead }: { readonly lead: ScoredLead }): ReactNode {
  return (
    <Section title={`Score ${scoreWords(lead.score)}`} note={<TierBadge tier={lead.tier} />}>
      <Stack gap="lg">
        <Half title="Fit" value={lead.fit} factors={lead.factors.filter(({ part }) => part === 'fit')} />
        <Half
          title="Opportunity"
          value={lead.opportunity}
          factors={lead.factors.filter(({ part }) => part === 'opportunity')}
        />
        <Sum lead={lead} />
      </Stack>
    </Section>
  );
}

interface HalfProps {
  readonly title: string;
  readonly value: number | null;
  readonly factors: readonly Factor[];
}

function Half({ title, value, factors }: HalfProps): ReactNode {
  return (
    <div>
      <Text size="sm" fw={600} mb="xs">
        {title} {scoreWords(value)}
      </Text>
      <Factors
        factors={factors.map(({ key, value: worth, weight, isKnown }) => ({
          ...{ label: factorNames[key], value: worth, weight },
          why: isKnown ? worth.toFixed(2) : 'unknown',
        }))}
      />
    </div>
  );
}

function Sum({ lead }: { readonly lead: ScoredLead }): ReactNode {
  return (
    <details className={classes['sum']}>
      <summary>How it is computed</summary>
      <ul>
        {lead.factors.map(({ key, value, weight, why }) => (
          <li key={key}>
            {factorNames[key]}: {value.toFixed(2)} × {weight.toFixed(2)} = {(value * weight).toFixed(4)}. {why}
          </li>
        ))}
      </ul>
      <p>
        Score = the mean of fit {lead.fit?.toFixed(4)} and opportunity {lead.opportunity?.toFixed(4)} ={' '}
        {lead.score?.toFixed(4)}. What is unknown counts half.
      </p>
    </details>
  );
}
