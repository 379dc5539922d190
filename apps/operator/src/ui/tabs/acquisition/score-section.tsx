import type { Factor, Lead } from '@aicmo/cam/contract';
import { AppLink, Factors, Section } from '@aicmo/ui';
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref } from '../../components/address.ts';
import { factorNames, scoreWords, TierBadge } from './lead-words.tsx';
import classes from './score-section.module.css';

type ScoredLead = Pick<
  Lead,
  'clientId' | 'score' | 'fit' | 'opportunity' | 'tier' | 'grade' | 'factors' | 'scoreVersion'
>;

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

/** The numbers with all their digits: each product of two numbers of two decimals has four, and nothing is rounded. */
function Sum({ lead }: { readonly lead: ScoredLead }): ReactNode {
  if (lead.score === null || lead.factors.length === 0) return null;
  const part = (name: Factor['part']): readonly Factor[] => lead.factors.filter((factor) => factor.part === name);
  return (
    <details className={classes['sum']}>
      <summary>How it is computed</summary>
      <Products factors={part('fit')} name="Fit" />
      <Products factors={part('opportunity')} name="Opportunity" />
      <p>
        Score = the mean of fit {lead.fit?.toFixed(4)} and opportunity {lead.opportunity?.toFixed(4)} ={' '}
        {exact(lead.score)}. What is unknown counts half.
      </p>
      <p>
        {lead.grade === null ? null : `Grade ${lead.grade}, by its fit. `}
        Scored by{' '}
        <AppLink href={tabHref('acquisition', lead.clientId, { view: 'rules' })}>
          {lead.scoreVersion === null ? 'the built-in rules' : `version ${lead.scoreVersion} of the rules`}
        </AppLink>
        .
      </p>
    </details>
  );
}

interface ProductsProps {
  readonly factors: readonly Factor[];
  readonly name: string;
}

function Products({ factors, name }: ProductsProps): ReactNode {
  const products = factors.map(({ value, weight }) => Math.round(value * 100) * Math.round(weight * 100));
  const four = (tenThousandths: number): string => (tenThousandths / 10_000).toFixed(4);
  return (
    <>
      <ul>
        {factors.map(({ key, value, weight, why }, index) => (
          <li key={key}>
            {factorNames[key]}: {value.toFixed(2)} × {weight.toFixed(2)} = {four(products[index] ?? 0)}. {why}
          </li>
        ))}
      </ul>
      <p>
        {name} = {products.map(four).join(' + ')} = {four(products.reduce((sum, product) => sum + product, 0))}
      </p>
    </>
  );
}

/** The mean of two numbers of four decimals has five at most: the fifth is shown where there is one. */
const exact = (score: number): string => score.toFixed(5).replace(/0$/, '');
