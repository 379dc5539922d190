import type { InboxItem, InboxView } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, StateBadge } from '@aicmo/ui';
import { IconUser } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useClientFilter } from '../../../components/address.ts';
import { kindTones, kindWords, outcomeWords } from './inbox-words.ts';
import classes from './inbox.module.css';

interface InboxListProps {
  readonly items: readonly InboxItem[];
  readonly view: InboxView;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** Conversations, one below the other; the open one is marked and stays in sight. */
export function InboxList({ items, view, openId, onOpen }: InboxListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const row = list.current?.querySelector('[aria-current]');
    if (row) bringInSight(row);
  }, [openId]);
  return (
    <ul ref={list} className={classes['list']} aria-label="Conversations">
      {items.map((item) => (
        <li key={item.id}>
          <button
            type="button"
            className={classes['row']}
            data-new={!item.isSeen || undefined}
            {...(item.id === openId ? { 'aria-current': true } : {})}
            onClick={() => onOpen(item.id)}
          >
            <Row item={item} view={view} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Row({ item, view }: { readonly item: InboxItem; readonly view: InboxView }): ReactNode {
  const client = useClientFilter();
  const { name, company, subject, snippet, assignedTo, draft, outcome } = item;
  const when = view === 'NOW' || view === 'LATER' ? (item.waitsSince ?? item.receivedAt) : item.receivedAt;
  return (
    <>
      <span className={classes['top']}>
        <span className={classes['who']}>
          <bdi>{name}</bdi>
          {company === '' ? null : <bdi className={classes['firm']}>{company}</bdi>}
        </span>
        <span className={classes['when']}>
          {view === 'LATER' ? 'back ' : ''}
          <RelativeTime at={parseInstant(when)} />
        </span>
      </span>
      <span className={classes['subject']} dir="auto">
        {subject === '' ? 'No subject' : subject}
      </span>
      <span className={classes['snippet']} dir="auto">
        {snippet === '' ? 'No words' : snippet}
      </span>
      <span className={classes['marks']}>
        <StateBadge tone={kindTones[item.kind]}>
          {kindWords[item.kind]}
          {item.isSure ? '' : '?'}
        </StateBadge>
        {outcome === null ? null : <StateBadge tone="neutral">{outcomeWords[outcome]}</StateBadge>}
        {draft === 'FRESH' ? <StateBadge tone="info">Draft</StateBadge> : null}
        {draft === 'STALE' ? <StateBadge tone="warn">Draft out of date</StateBadge> : null}
        {assignedTo === '' ? null : (
          <StateBadge tone="neutral" icon={<IconUser />}>
            {assignedTo}
          </StateBadge>
        )}
        {client === null && item.clientName !== '' ? <bdi className={classes['firm']}>{item.clientName}</bdi> : null}
      </span>
    </>
  );
}

/** Moves the column that scrolls, and not the page around it. */
function bringInSight(row: Element): void {
  const box = row.closest('[data-part]');
  if (!box) return;
  const [inner, outer] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
}
