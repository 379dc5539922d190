import type { GoLive, GoLiveCheck } from '@aicmo/cam/contract';
import { AppLink, StateBadge, type Tone } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useClientFilter } from '../../../components/address.ts';
import { wayTo } from '../../../components/sending-reason.tsx';
import { Failure } from '../../acquisition/lead/failure.tsx';
import { useGoLiveActs } from './go-live.queries.ts';
import classes from './live.module.css';

const looks: Readonly<
  Record<GoLiveCheck['verdict'], { readonly tone: Tone; readonly word: string; readonly icon: ReactNode }>
> = {
  pass: { tone: 'good', word: 'done', icon: <IconCircleCheck /> },
  note: { tone: 'info', word: 'note', icon: <IconInfoCircle /> },
  fail: { tone: 'bad', word: 'to do', icon: <IconCircleX /> },
  unknown: { tone: 'warn', word: 'not known', icon: <IconHelpCircle /> },
};

/** Every point that the software looks at, with the way to where it is changed. */
export function CheckList({ view }: { readonly view: GoLive }): ReactNode {
  return (
    <ol className={classes['checks']}>
      {view.checks.map((check) => (
        <li key={check.code}>
          <Check check={check} view={view} />
        </li>
      ))}
    </ol>
  );
}

function Check({ check, view }: { readonly check: GoLiveCheck; readonly view: GoLive }): ReactNode {
  const client = useClientFilter();
  const { ask } = useGoLiveActs(view.campaignId);
  const hasMailbox = view.checks.some(({ code, verdict }) => code === 'mailbox' && verdict === 'pass');
  const canAsk = check.code === 'authentication' && check.verdict !== 'pass' && hasMailbox;
  const { tone, word, icon } = looks[check.verdict];
  const way = check.place === null ? null : wayTo(check.place, client);
  return (
    <div className={classes['check']}>
      <StateBadge tone={tone} icon={icon}>
        {word}
      </StateBadge>
      <div>
        <Text fw={600}>{check.title}</Text>
        <Text>
          {check.text} {way === null ? null : <AppLink href={way.href}>{way.label}</AppLink>}
        </Text>
        {canAsk ? (
          <Button variant="default" mt="xs" loading={ask.isPending} onClick={() => ask.mutate()}>
            Ask the name servers now
          </Button>
        ) : null}
        <Failure error={ask.error} />
      </div>
    </div>
  );
}
