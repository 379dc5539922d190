import type { LeadState } from '@aicmo/cam/contract';
import { FailedState } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { grouped, screenWord } from '../../../words.ts';
import { useLeads } from '../leads/leads.queries.ts';
import type { ListAddress } from '../leads/list-address.ts';
import { BoardCard } from './board-card.tsx';
import type { BoardMove } from './use-board-move.tsx';
import classes from './board.module.css';

interface BoardColumnProps {
  readonly state: LeadState;
  readonly address: ListAddress;
  /** How many there are; null: the list says it. */
  readonly counted: number | null;
  readonly move: BoardMove;
  readonly openId: string | null;
  readonly onOpen: (leadId: string) => void;
}

/** The leads of one state, a page at a time; what is dragged here becomes one of them, if it may. */
export function BoardColumn({ state, address, counted, move, openId, onOpen }: BoardColumnProps): ReactNode {
  const leads = useLeads({ ...address, state, order: { by: 'score', direction: 'desc' } });
  const [isOver, setOver] = useState(false);
  const { data } = leads;
  const total = counted ?? data?.total;
  const isLegal = move.dragged !== null && move.mayBecome(move.dragged, state);
  const said =
    data?.isTotalExact === false && counted === null ? `${grouped(data.total)} or more` : grouped(total ?? 0);
  return (
    <section
      aria-label={screenWord(state)}
      className={classes['column']}
      data-empty={data?.leads.length === 0 || undefined}
      data-legal={isLegal || undefined}
      data-over={(isLegal && isOver) || undefined}
      data-closed={(move.dragged !== null && !isLegal && move.dragged.state !== state) || undefined}
      onDragOver={(event) => {
        if (!isLegal) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (isLegal && move.dragged !== null) move.ask(move.dragged, state);
      }}
    >
      <h2 className={classes['title']}>
        {screenWord(state)} <span className={classes['count']}>{total === undefined ? '' : said}</span>
      </h2>
      {leads.error && !data ? <FailedState error={leads.error} onRetry={() => void leads.refetch()} /> : null}
      {data?.leads.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody
        </Text>
      ) : null}
      <ul className={classes['cards']}>
        {data?.leads.map((lead) => (
          <li key={lead.id}>
            <BoardCard lead={lead} move={move} isOpen={lead.id === openId} onOpen={() => onOpen(lead.id)} />
          </li>
        ))}
      </ul>
      {data?.hasMore ? (
        <Button variant="subtle" size="compact-sm" onClick={leads.more}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}
