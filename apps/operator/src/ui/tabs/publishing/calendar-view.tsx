import { parseInstant, systemClock } from '@aicmo/core-kernel';
import { platformRules, type PostState } from '@aicmo/social/contract';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PostRow } from '../../../contract/publishing.contract.ts';
import { useAddressValue } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { localInZone } from '../../components/zoned-time.ts';
import { counted } from '../../words.ts';
import { monthAway, monthWords, weeksOf } from './calendar-month.ts';
import classes from './publishing.module.css';

interface CalendarViewProps {
  readonly rows: readonly PostRow[];
  readonly openId: string | null;
  readonly onOpen: (postId: string) => void;
}

interface Placed {
  readonly row: PostRow;
  readonly day: string;
  readonly time: string;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A month of planned posts, each on its day in its client's own time zone. */
export function CalendarView({ rows, openId, onOpen }: CalendarViewProps): ReactNode {
  const placed = usePlaced(rows);
  const [chosen, setMonth] = useAddressValue('month');
  const month = chosen ?? placed[0]?.day.slice(0, 7) ?? systemClock.now().slice(0, 7);
  const within = placed.filter(({ day }) => day.startsWith(month));
  const unplanned = rows.length - placed.length;
  return (
    <section aria-label="Calendar of posts">
      <Group gap="sm" className={classes['months']}>
        <Button variant="default" size="compact-sm" onClick={() => setMonth(monthAway(month, -1))}>
          Month before
        </Button>
        <h2 aria-live="polite">{monthWords(month)}</h2>
        <Button variant="default" size="compact-sm" onClick={() => setMonth(monthAway(month, 1))}>
          Month after
        </Button>
        <span className={classes['quiet']} role="status">
          {counted(within.length, 'post')} planned
          {unplanned > 0 ? ` · ${counted(unplanned, 'post')} without a time` : ''}
        </span>
      </Group>
      <MonthTable month={month} placed={within} openId={openId} onOpen={onOpen} />
    </section>
  );
}

interface MonthTableProps extends Pick<CalendarViewProps, 'openId' | 'onOpen'> {
  readonly month: string;
  readonly placed: readonly Placed[];
}

function MonthTable({ month, placed, openId, onOpen }: MonthTableProps): ReactNode {
  return (
    <div className={classes['calendarBox']} tabIndex={0} role="group" aria-label={monthWords(month)}>
      <table className={classes['calendar']}>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, weekday) => (
                <td key={day ?? weekday} data-blank={day === null || undefined}>
                  {day === null ? null : (
                    <Day day={day} placed={placed.filter((each) => each.day === day)} openId={openId} onOpen={onOpen} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function usePlaced(rows: readonly PostRow[]): readonly Placed[] {
  const clients = useClients().data?.clients ?? [];
  return rows.flatMap((row) => {
    const { plannedAt, clientId } = row.post;
    if (plannedAt === null) return [];
    const zone = clients.find(({ id }) => id === clientId)?.timeZone ?? 'UTC';
    const [day = '', time = ''] = localInZone(parseInstant(plannedAt), zone).split('T');
    return [{ row, day, time }];
  });
}

interface DayProps {
  readonly day: string;
  readonly placed: readonly Placed[];
  readonly openId: string | null;
  readonly onOpen: (postId: string) => void;
}

function Day({ day, placed, openId, onOpen }: DayProps): ReactNode {
  return (
    <>
      <span className={classes['dayNumber']}>{Number(day.slice(8))}</span>
      {placed.map(({ row: { post, stops }, time }) => {
        const mark = markOf({ post, stops });
        const name = `${time} ${platformRules[post.platform].name}${mark === '' ? '' : ` · ${mark}`}`;
        return (
          <button
            key={post.id}
            type="button"
            className={classes['slot']}
            aria-pressed={openId === post.id}
            aria-label={`${name}: ${post.text.slice(0, 80)}`}
            title={post.text}
            onClick={() => onOpen(post.id)}
          >
            {name}
          </button>
        );
      })}
    </>
  );
}

const marks: Readonly<Partial<Record<PostState, string>>> = {
  ...{ SIMULATED: 'simulated', PROOFED: 'proof', CANCELLED: 'cancelled', MISSED: 'missed', FAILED: 'failed' },
  UNCERTAIN: 'uncertain',
};

/** What must not be overlooked about a post in the calendar, in a word. */
const markOf = ({ post, stops }: PostRow): string =>
  marks[post.state] ?? (stops.some(({ liftedBy }) => liftedBy === 'person') ? 'stopped' : '');
