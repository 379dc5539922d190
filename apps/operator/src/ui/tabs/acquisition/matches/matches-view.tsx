import type { MatchPair, MatchStatus } from '@aicmo/cam/contract';
import { AppLink, EmptyState, QueryState } from '@aicmo/ui';
import { Button, Chip, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useAddressValue, useClientFilter } from '../../../components/address.ts';
import { counted, grouped } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { Failure } from '../lead/failure.tsx';
import { ComparePair } from './compare-pair.tsx';
import { MatchList } from './match-list.tsx';
import { MergedList } from './merged-list.tsx';
import { useMatches, useMatchSummary, useSearchActs, useTwoLeads } from './matches.queries.ts';
import { SearchLine } from './search-line.tsx';
import classes from './matches.module.css';

type Shown = 'waiting' | 'not-same' | 'merged';
const shownWords: readonly (readonly [Shown, string])[] = [
  ['waiting', 'Waiting'],
  ['not-same', 'Not the same'],
  ['merged', 'Merged'],
];

/** The pairs that were found; or two leads that somebody chose (`?one=…&other=…`). */
export function MatchesView(): ReactNode {
  const [one] = useAddressValue('one');
  const [other] = useAddressValue('other');
  return one !== null && other !== null ? <ChosenTwo one={one} other={other} /> : <FoundPairs />;
}

function ChosenTwo({ one, other }: { readonly one: string; readonly other: string }): ReactNode {
  const client = useClientFilter();
  const two = useTwoLeads(one, other);
  return (
    <AcquisitionPage view="matches" question="Which leads are one person?">
      <div>
        <AppLink href={tabHref('acquisition', client, { view: 'matches' })}>All pairs that were found</AppLink>
      </div>
      <QueryState query={two}>
        {(pair) =>
          pair.status === 'MERGED' ? (
            <EmptyState title="Merged already" why="The merge stands among the merges, and can be undone there." />
          ) : (
            <ComparePair pair={pair} />
          )
        }
      </QueryState>
    </AcquisitionPage>
  );
}

/** Which leads are one person: pairs side by side, merged or told apart, and merges that can be undone. */
function FoundPairs(): ReactNode {
  const client = useClientFilter();
  const [chosen, setChosen] = useAddressValue('shown');
  const shown = shownWords.find(([id]) => id === chosen)?.[0] ?? 'waiting';
  const summary = useMatchSummary(client);
  const { start } = useSearchActs(client);
  const run = summary.data?.run ?? null;
  // While pairs wait, the answer to one of them is what the page is for.
  const waiting = summary.data?.open ?? 0;
  const search = (
    <Button
      variant={waiting > 0 ? 'default' : 'filled'}
      loading={start.isPending}
      disabled={run?.status === 'RUNNING'}
      onClick={() => start.mutate('NEW')}
    >
      Look for matches
    </Button>
  );
  return (
    <AcquisitionPage
      view="matches"
      question="Which leads are one person?"
      primaryAction={run === null ? undefined : search}
    >
      <Failure error={start.error} />
      {run === null ? null : <SearchLine key={run.id} first={run} client={client} />}
      <div className={classes['chips']} role="group" aria-label="Which pairs">
        {shownWords.map(([id, word]) => (
          <Chip
            key={id}
            size="xs"
            variant="outline"
            checked={shown === id}
            onChange={() => setChosen(id === 'waiting' ? null : id)}
          >
            {word}
            {id === 'waiting' && summary.data ? ` · ${grouped(summary.data.open)}` : ''}
          </Chip>
        ))}
      </div>
      {shown === 'merged' ? (
        <MergedList client={client} />
      ) : (
        <Pairs
          key={shown}
          client={client}
          status={shown === 'waiting' ? 'OPEN' : 'NOT_SAME'}
          hasSearched={run !== null}
          search={search}
        />
      )}
    </AcquisitionPage>
  );
}

interface PairsProps {
  readonly client: string | null;
  readonly status: MatchStatus;
  readonly hasSearched: boolean;
  readonly search: ReactNode;
}

function Pairs({ client, status, hasSearched, search }: PairsProps): ReactNode {
  const { query, pairs, total } = useMatches(client, status);
  const [openId, setOpen] = useAddressValue('pair');
  const open = pairs.find(({ id }) => id === openId) ?? pairs[0];
  return (
    <QueryState query={query}>
      {() =>
        open === undefined ? (
          <Empty status={status} hasSearched={hasSearched} search={search} />
        ) : (
          <div className={classes['panes']} data-chosen={openId !== null || undefined}>
            <div className={classes['pane']}>
              <p className={classes['hint']}>
                {counted(total, 'pair')}, the surest first · <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> move ·{' '}
                <Kbd size="xs">z</Kbd> undo
              </p>
              <MatchList pairs={pairs} openId={open.id} onOpen={setOpen} />
              {query.hasNextPage ? (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Show more
                </Button>
              ) : null}
            </div>
            <Chosen pair={open} onBack={() => setOpen(null)} />
          </div>
        )
      }
    </QueryState>
  );
}

interface ChosenProps {
  readonly pair: MatchPair;
  readonly onBack: () => void;
}

function Chosen({ pair, onBack }: ChosenProps): ReactNode {
  return (
    <div className={classes['chosen']}>
      <div className={classes['back']}>
        <Button size="compact-sm" variant="subtle" onClick={onBack}>
          Back to the pairs
        </Button>
      </div>
      <ComparePair key={pair.id} pair={pair} />
    </div>
  );
}

function Empty({ status, hasSearched, search }: Omit<PairsProps, 'client'>): ReactNode {
  if (status === 'NOT_SAME')
    return (
      <EmptyState
        title="Nobody was told apart yet"
        why="Pairs of which somebody said that they are two people stand here."
      />
    );
  return hasSearched ? (
    <EmptyState
      title="No pairs wait for you"
      why="The last search found nobody else who may be one person. After an import, look again."
    />
  ) : (
    <EmptyState
      title="Nobody has looked yet"
      why="People who stand in two lists under another spelling or address are found by name and company. Nothing is merged by itself."
      action={search}
    />
  );
}
