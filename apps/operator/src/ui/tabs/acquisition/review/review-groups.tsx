import type { ReviewGroup } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { grouped } from '../../../words.ts';
import classes from './review-view.module.css';
import { useReviewActs } from './review.queries.ts';

/** Many things of one kind that are decided elsewhere: one line for each kind or file. */
export function ReviewGroups({ groups }: { readonly groups: readonly ReviewGroup[] }): ReactNode {
  const client = useClientFilter();
  const { filePassed } = useReviewActs();
  if (groups.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label="Decided in a view of their own">
      {groups.map((group) => (
        <li key={`${group.kind}-${group.batchId ?? ''}`} className={classes['row']}>
          <div>
            <div className={classes['why']}>{sentenceOf(group)}</div>
            {group.since === null ? null : (
              <div className={classes['since']}>
                <RelativeTime at={parseInstant(group.since)} />
              </div>
            )}
          </div>
          <div className={classes['kinds']}>
            <Button
              size="compact-sm"
              variant="default"
              component={AppLink}
              href={tabHref('acquisition', client, placeOf(group))}
            >
              Look at them
            </Button>
            {group.kind === 'conflicts' && group.batchId !== null ? (
              <Button
                size="compact-sm"
                variant="subtle"
                loading={filePassed.isPending && filePassed.variables === group.batchId}
                onClick={() => filePassed.mutate(group.batchId ?? '')}
              >
                Keep them as they are
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

const placeOf = ({ kind, batchId }: ReviewGroup): Readonly<Record<string, string>> =>
  kind === 'conflicts' ? { import: batchId ?? '' } : kind === 'matches' ? { view: 'matches' } : { view: 'forms' };

const many = (count: number): string => (count >= 1000 ? '1,000 or more' : grouped(count));

function sentenceOf({ kind, count, name }: ReviewGroup): string {
  const isOne = count === 1;
  switch (kind) {
    case 'conflicts':
      return `“${name}” says something else than the lead in ${many(count)} ${isOne ? 'place' : 'places'}; what stood there was kept.`;
    case 'matches':
      return isOne ? 'Two leads may be one person.' : `${many(count)} pairs of leads may be one person each.`;
    case 'held':
      return isOne
        ? 'One form that was sent waits for your decision.'
        : `${many(count)} forms that were sent wait for your decision.`;
    case 'confirmations':
      return isOne
        ? 'One person who filled in a form has not confirmed the address yet.'
        : `${many(count)} people who filled in a form have not confirmed their address yet.`;
  }
}
