import type { MissingMaterial } from '@aicmo/creative/contract';
import { AppLink } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import classes from './creatives.module.css';

interface ComposeRefusalProps {
  readonly strategyId: string | undefined;
  readonly missing: readonly MissingMaterial[];
}

/** Too little to compose from: what is missing, and the way to where it is answered. */
export function ComposeRefusal({ strategyId, missing }: ComposeRefusalProps): ReactNode {
  const client = useClientFilter();
  return (
    <section role="alert" className={classes['refusal']}>
      <p className={classes['refusalTitle']}>The strategy says too little to compose from</p>
      <ul className={classes['list']}>
        {missing.map(({ field, need }) => (
          <li key={field}>{need}</li>
        ))}
      </ul>
      {strategyId ? (
        <AppLink href={tabHref('strategy', client, { strategy: strategyId })}>Answer in the strategy</AppLink>
      ) : null}
    </section>
  );
}
