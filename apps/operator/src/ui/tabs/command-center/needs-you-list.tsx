import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section, StateBadge, type Tone } from '@aicmo/ui';
import { IconAlertTriangle, IconCircle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { NeedsYouRow } from '../../../contract/command-center.contract.ts';
import { tabHref } from '../../components/address.ts';
import { counted } from '../../words.ts';
import classes from './command-center.module.css';

const urgencies: Readonly<Record<NeedsYouRow['urgency'], { tone: Tone; word: string; icon: ReactNode }>> = {
  now: { tone: 'bad', word: 'now', icon: <IconAlertTriangle /> },
  soon: { tone: 'warn', word: 'soon', icon: <IconClock /> },
  later: { tone: 'neutral', word: 'later', icon: <IconCircle /> },
};

interface NeedsYouListProps {
  readonly rows: readonly NeedsYouRow[];
  /** All of them, shown here or not. */
  readonly total: number;
}

/** Each row one sentence: for whom, how soon, what, since when, and the one thing to do. */
export function NeedsYouList({ rows, total }: NeedsYouListProps): ReactNode {
  const urgent = rows.filter(({ urgency }) => urgency === 'now').length;
  const note = urgent > 0 ? `${counted(total, 'thing')}, ${urgent} now` : counted(total, 'thing');
  return (
    <Section title="Needs you" note={note}>
      <ul className={classes['list']}>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ row }: { readonly row: NeedsYouRow }): ReactNode {
  const { tone, word, icon } = urgencies[row.urgency];
  const { label, tab, open, view } = row.action;
  return (
    <li className={classes['row']}>
      <span className={classes['client']} title={row.clientName ?? undefined}>
        {row.clientName ?? 'The house'}
      </span>
      <span className={classes['urgency']}>
        <StateBadge tone={tone} icon={icon}>
          {word}
        </StateBadge>
      </span>
      <span className={classes['sentence']} title={row.sentence}>
        {row.sentence}
      </span>
      <span className={classes['since']}>
        <RelativeTime at={parseInstant(row.since)} />
      </span>
      <span className={classes['act']}>
        <AppLink
          href={tabHref(tab, row.clientId, {
            ...(view === undefined ? {} : { view }),
            ...(open === null ? {} : { open }),
          })}
          aria-label={`${label}: ${row.sentence}`}
        >
          {label}
        </AppLink>
      </span>
    </li>
  );
}
