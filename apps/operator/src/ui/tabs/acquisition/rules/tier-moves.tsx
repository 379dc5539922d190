import type { ScoringPreview } from '@aicmo/cam/contract';
import type { ReactNode } from 'react';
import { AppLink } from '@aicmo/ui';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { grouped } from '../../../words.ts';
import { scoreWords, TierBadge, tierOrder } from '../lead-words.tsx';
import classes from './rules.module.css';

/** How many move from which tier to which, and those who move farthest. */
export function TierMoves({ preview }: { readonly preview: ScoringPreview }): ReactNode {
  const client = useClientFilter();
  return (
    <div className={classes['halves']}>
      <div className={classes['box']} tabIndex={0} role="group" aria-label="Leads of each tier, before and after">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Now</th>
              <th scope="col">Then</th>
              <th scope="col" className={classes['words']}>
                Come from
              </th>
            </tr>
          </thead>
          <tbody>
            {tierOrder.map((tier) => (
              <tr key={tier}>
                <th scope="row">
                  <TierBadge tier={tier} />
                </th>
                <td>{grouped(preview.before[tier] ?? 0)}</td>
                <td>{grouped(preview.after[tier] ?? 0)}</td>
                <td className={classes['words']}>{arrivals(preview, tier)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.examples.length === 0 ? null : (
        <div className={classes['box']} tabIndex={0} role="group" aria-label="Those who move farthest">
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">Moves farthest</th>
                <th scope="col">Now</th>
                <th scope="col">Then</th>
                <th scope="col" className={classes['words']}>
                  Tier then
                </th>
              </tr>
            </thead>
            <tbody>
              {preview.examples.slice(0, 8).map((each) => (
                <tr key={each.leadId}>
                  <th scope="row">
                    <AppLink href={tabHref('acquisition', client, { open: each.leadId })}>{each.name}</AppLink>
                  </th>
                  <td>{scoreWords(each.fromScore)}</td>
                  <td>{scoreWords(each.toScore)}</td>
                  <td className={classes['words']}>
                    <TierBadge tier={each.toTier} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

const arrivals = ({ moves }: ScoringPreview, tier: string): string =>
  moves
    .filter(({ to }) => to === tier)
    .map(({ from, count }) => `${grouped(count)} ${from === null ? 'not scored' : from.toLowerCase()}`)
    .join(', ');
