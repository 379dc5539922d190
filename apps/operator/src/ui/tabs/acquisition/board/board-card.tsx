import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { screenWord } from '../../../words.ts';
import { scoreWords, TierBadge } from '../lead-words.tsx';
import type { BoardMove } from './use-board-move.tsx';
import classes from './board.module.css';

interface BoardCardProps {
  readonly lead: LeadRow;
  readonly move: BoardMove;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** One lead: a click opens it, dragging moves it; by keyboard Enter opens it and m, or the arrow, moves it. */
export function BoardCard({ lead, move, isOpen, onOpen }: BoardCardProps): ReactNode {
  const [isChoosing, setChoosing] = useState(false);
  const goals = move.goalsOf(lead);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'm' || event.metaKey || event.ctrlKey || event.altKey || goals.length === 0) return;
    event.preventDefault();
    setChoosing(true);
  };
  return (
    <div
      className={classes['card']}
      data-open={isOpen || undefined}
      draggable={goals.length > 0}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', lead.name);
        move.drag(lead);
      }}
      onDragEnd={() => move.drag(null)}
    >
      <UnstyledButton className={classes['open'] ?? ''} onClick={onOpen} onKeyDown={onKeyDown} aria-keyshortcuts="m">
        <bdi className={classes['name']}>{lead.name}</bdi>
        <span className={classes['about']}>{[lead.title, lead.company].filter((part) => part !== '').join(', ')}</span>
        <span className={classes['marks']}>
          <TierBadge tier={lead.tier} />
          <span>{scoreWords(lead.score)}</span>
          {lead.needsReview ? <span>Waits for you</span> : null}
        </span>
      </UnstyledButton>
      {goals.length === 0 ? null : (
        <Menu position="bottom-end" opened={isChoosing} onChange={setChoosing} hideDetached={false} returnFocus>
          <Menu.Target>
            <UnstyledButton className={classes['move'] ?? ''} aria-label={`Move ${lead.name}`}>
              <IconArrowRight size={16} aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {goals.map((to) => (
              <Menu.Item key={to} onClick={() => move.ask(lead, to)}>
                {screenWord(to)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
