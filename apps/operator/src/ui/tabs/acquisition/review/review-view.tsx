import { ReviewKind } from '@aicmo/cam/contract';
import { EmptyState, QueryState } from '@aicmo/ui';
import { Button, Chip, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue, useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { counted, grouped } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { LeadDrawer } from '../lead/lead-drawer.tsx';
import { ReviewGroups } from './review-groups.tsx';
import { ReviewList } from './review-list.tsx';
import classes from './review-view.module.css';
import { useReviewQueue, useReviewSummary } from './review.queries.ts';

const kindWords: Readonly<Record<ReviewKind, string>> = {
  REVIEW: 'Asked for',
  ADDRESS: 'Address no good',
  COMPANY: 'Company not known',
};
const kinds = ReviewKind.options;
/** The server counts up to here. */
const mostCounted = 1000;

const countWords = (count: number): string =>
  count >= mostCounted ? `${grouped(mostCounted)} or more` : grouped(count);

/** Who needs a person now, and why, oldest first; answered with one click or key. */
export function ReviewView(): ReactNode {
  const client = useClientFilter();
  const [chosen, setKind] = useAddressValue('kind');
  const kind = kinds.find((each) => each === chosen) ?? null;
  const { queue, isMore, isFetchingMore, more } = useReviewQueue(client, kind);
  const summary = useReviewSummary(client);
  const [open, setOpen] = useOpenRecord();
  return (
    <AcquisitionPage view="review" question="Who needs a person, and why?">
      {summary.data === undefined ? null : <ReviewGroups groups={summary.data.groups} />}
      <div className={classes['kinds']} role="group" aria-label="Which reasons">
        {kinds
          .filter((each) => each === kind || summary.data?.counts[each] !== 0)
          .map((each) => (
            <Chip
              key={each}
              size="xs"
              variant="outline"
              checked={kind === each}
              onChange={(isOn) => setKind(isOn ? each : null)}
            >
              {kindWords[each]}
              {summary.data === undefined ? '' : ` · ${countWords(summary.data.counts[each])}`}
            </Chip>
          ))}
      </div>
      <QueryState query={queue}>
        {(items) =>
          items.length === 0 ? (
            <Empty
              isNarrowed={kind !== null}
              isMoreAbove={(summary.data?.groups.length ?? 0) > 0}
              onAll={() => setKind(null)}
            />
          ) : (
            <>
              <p className={classes['hint']}>
                {counted(items.length, 'lead')}
                {isMore ? ' so far' : ''}, oldest first · <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> move ·{' '}
                <Kbd size="xs">Enter</Kbd> opens · <Kbd size="xs">d</Kbd> looked at · <Kbd size="xs">s</Kbd> tomorrow ·{' '}
                <Kbd size="xs">z</Kbd> undo
              </p>
              <ReviewList items={items} openId={open} onOpen={setOpen} />
              {isMore ? (
                <Button variant="default" loading={isFetchingMore} onClick={more}>
                  Show more
                </Button>
              ) : null}
            </>
          )
        }
      </QueryState>
      {open === null ? null : <LeadDrawer key={open} leadId={open} onClose={() => setOpen(null)} />}
    </AcquisitionPage>
  );
}

interface EmptyProps {
  readonly isNarrowed: boolean;
  /** Something that is decided elsewhere stands above. */
  readonly isMoreAbove: boolean;
  readonly onAll: () => void;
}

function Empty({ isNarrowed, isMoreAbove, onAll }: EmptyProps): ReactNode {
  return isNarrowed ? (
    <EmptyState
      title="Nobody waits for this reason"
      why="Leads that need a person for other reasons may still stand here."
      action={<Button onClick={onAll}>Show all reasons</Button>}
    />
  ) : (
    <EmptyState
      title={isMoreAbove ? 'No single lead needs you' : 'Nobody needs you'}
      why="A lead stands here when its address was found to be no good, when a promising one has no company, or when something asked a person to look."
    />
  );
}
