import type { ReviewItem } from '@aicmo/cam/contract';
import { parseInstant, systemClock } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Button, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LoseDialog } from '../lead/lose-dialog.tsx';
import { momentOf, morningAfter } from '../lead/moment-fields.tsx';
import { NeverDialog } from '../lead/never-dialog.tsx';
import { TierBadge } from '../lead-words.tsx';
import { useReviewKeys } from './use-review-keys.ts';
import classes from './review-view.module.css';
import { useReviewActs } from './review.queries.ts';

interface ReviewListProps {
  readonly items: readonly ReviewItem[];
  readonly openId: string | null;
  readonly onOpen: (leadId: string) => void;
}

type Question = { readonly is: 'lost' | 'never'; readonly item: ReviewItem };

/** The leads of the queue, each with its reasons and its answers. An answered one leaves, and the next takes its place. */
export function ReviewList({ items, openId, onOpen }: ReviewListProps): ReactNode {
  const acts = useReviewActs();
  const [question, setQuestion] = useState<Question | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const putOff = (leadId: string, days: number): void => {
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const until = momentOf(morningAfter(systemClock.now(), days, timeZone), timeZone);
    if (until !== undefined) acts.later.mutate({ leadId, until, timeZone });
  };
  const isBusy = acts.lookedAt.isPending || acts.later.isPending;
  useReviewKeys(list, items, (leadId, answer) => {
    if (isBusy) return;
    if (answer === 'looked-at') acts.lookedAt.mutate(leadId);
    else putOff(leadId, 1);
  });
  useKeepPlace(list, items);
  const shut = (): void => setQuestion(null);
  const about = question ? { leadId: question.item.leadId, name: question.item.name, onClose: shut } : null;
  return (
    <>
      <ul ref={list} className={classes['list']} aria-label="Leads that need a person">
        {items.map((item) => (
          <li key={item.leadId} className={classes['row']} data-open={item.leadId === openId || undefined}>
            <Told item={item} onOpen={onOpen} />
            <Group gap="xs" wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                loading={acts.lookedAt.isPending && acts.lookedAt.variables === item.leadId}
                onClick={() => acts.lookedAt.mutate(item.leadId)}
              >
                Looked at
              </Button>
              <More item={item} onLater={putOff} onAsk={(is) => setQuestion({ is, item })} />
            </Group>
          </li>
        ))}
      </ul>
      {about && question?.is === 'lost' ? <LoseDialog {...about} /> : null}
      {about && question?.is === 'never' ? <NeverDialog {...about} /> : null}
    </>
  );
}

function Told({ item, onOpen }: { readonly item: ReviewItem; readonly onOpen: (leadId: string) => void }): ReactNode {
  const { leadId, name, title, company, tier, since, reasons } = item;
  const about = [title, company].filter((part) => part !== '').join(', ');
  return (
    <button type="button" className={classes['open']} data-review-lead={leadId} onClick={() => onOpen(leadId)}>
      <span className={classes['name']}>
        <bdi>{name}</bdi> {about === '' ? null : <bdi className={classes['about']}>{about}</bdi>}
      </span>{' '}
      <TierBadge tier={tier} />
      {reasons.map(({ kind, why }) => (
        <div key={kind} className={classes['why']}>
          {why}
        </div>
      ))}
      <div className={classes['since']}>
        <RelativeTime at={parseInstant(since)} />
      </div>
    </button>
  );
}

interface MoreProps {
  readonly item: ReviewItem;
  readonly onLater: (leadId: string, days: number) => void;
  readonly onAsk: (question: Question['is']) => void;
}

function More({ item, onLater, onAsk }: MoreProps): ReactNode {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" aria-label={`More for ${item.name}`}>
          <IconDots size={16} aria-hidden="true" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onLater(item.leadId, 1)}>Later: tomorrow at nine</Menu.Item>
        <Menu.Item onClick={() => onLater(item.leadId, 7)}>Later: in a week</Menu.Item>
        {item.state === 'LOST' ? null : <Menu.Item onClick={() => onAsk('lost')}>Give up</Menu.Item>}
        <Menu.Item onClick={() => onAsk('never')}>Never contact</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** When the row that has the focus is answered and leaves, the one that takes its place gets it. */
function useKeepPlace(list: { readonly current: HTMLUListElement | null }, items: readonly ReviewItem[]): void {
  const place = useRef(-1);
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const onFocus = (event: FocusEvent): void => {
      const row = event.target instanceof Element ? event.target.closest('li') : null;
      place.current = row ? [...box.children].indexOf(row) : -1;
    };
    box.addEventListener('focusin', onFocus);
    return () => box.removeEventListener('focusin', onFocus);
  }, [list]);
  useEffect(() => {
    const box = list.current;
    if (!box || place.current < 0 || document.activeElement !== document.body) return;
    const row = box.children[Math.min(place.current, items.length - 1)];
    row?.querySelector<HTMLElement>('[data-review-lead]')?.focus();
  }, [list, items]);
}
