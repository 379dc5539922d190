import type { ReasonPlace, SendingReason } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, StateBadge } from '@aicmo/ui';
import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from './address.ts';
import classes from './sending-reason.module.css';

const effects = {
  holds: { tone: 'bad', word: 'holds', icon: <IconCircleX /> },
  limits: { tone: 'info', word: 'note', icon: <IconInfoCircle /> },
  goes: { tone: 'good', word: 'runs', icon: <IconCircleCheck /> },
} as const;

/** One sentence on why something is or is not sent, with what it does and the way to where that is changed. */
function ReasonLine({ reason, here }: { readonly reason: SendingReason; readonly here?: string }): ReactNode {
  const client = useClientFilter();
  const { tone, word, icon } = effects[reason.effect];
  const way = reason.place === null ? null : wayTo(reason.place, client);
  return (
    <Text>
      <StateBadge tone={tone} icon={icon}>
        {word}
      </StateBadge>{' '}
      {reason.text}
      {reason.until === null ? null : (
        <>
          {' '}
          That ends <RelativeTime at={parseInstant(reason.until)} past="now" />.
        </>
      )}
      {way === null || reason.place?.id === here ? null : (
        <>
          {' '}
          <AppLink href={way.href}>{way.label}</AppLink>
        </>
      )}
    </Text>
  );
}

interface ReasonListProps {
  readonly reasons: readonly SendingReason[];
  /** The record whose page this is: nothing leads from it to itself. */
  readonly here?: string;
}

/** Why something is or is not sent, each reason on its line. */
export function ReasonList({ reasons, here }: ReasonListProps): ReactNode {
  return (
    <ul className={classes['reasons']}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.text}`}>
          <ReasonLine reason={reason} {...(here === undefined ? {} : { here })} />
        </li>
      ))}
    </ul>
  );
}

/** The address at which something is changed, and what its link says. */
export function wayTo(
  { kind, id }: ReasonPlace,
  client: string | null,
): { readonly href: string; readonly label: string } {
  const campaign = (more: Readonly<Record<string, string>> = {}) =>
    tabHref('campaign-ops', client, { campaign: id ?? '', ...more });
  const ways: Readonly<Record<ReasonPlace['kind'], readonly [href: string, label: string]>> = {
    house: [tabHref('autonomy', client), 'Open the switches of the house'],
    campaign: [campaign(), 'Open the campaign'],
    'campaign-settings': [campaign({ edit: 'yes' }), 'Change the campaign'],
    'go-live': [campaign({ live: 'check' }), 'Go live'],
    'first-messages': [campaign(), 'Read them'],
    'blocked-messages': [campaign({ show: 'BLOCKED' }), 'Show them'],
    import: [tabHref('acquisition', client, { import: 'new' }), 'Import leads'],
    mailboxes: [tabHref('monitoring', client, { view: 'system' }), 'Open the mailboxes'],
    lead: [tabHref('acquisition', client, { lead: id ?? '' }), 'Open the lead'],
    review: [tabHref('acquisition', client, { view: 'review' }), 'Open the review'],
    suppression: [tabHref('acquisition', client, { view: 'suppression' }), 'Open the list'],
    tasks: [tabHref('campaign-ops', client, { view: 'calendar' }), 'Open the tasks'],
    sequence: [tabHref('campaign-ops', client, { sequence: id ?? '' }), 'Open the sequence'],
  };
  const [href, label] = ways[kind];
  return { href, label };
}
