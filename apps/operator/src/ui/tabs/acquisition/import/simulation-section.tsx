import type { OrchestratorRun, RunItemOutcome, RunOutcome } from '@aicmo/cam/contract';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { AppLink, Figure, FigureRow, RelativeTime, Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { MessageList } from '../../../components/message-list.tsx';
import { counted } from '../../../words.ts';
import { useSimulation } from '../acquisition.queries.ts';
import classes from './import.module.css';

/** The step after an import: what would be written to whom, and when. Nothing leaves. */
export function SimulationSection({ campaignId }: { readonly campaignId: string }): ReactNode {
  const simulation = useSimulation();
  const { data, error, isPending } = simulation;
  return (
    <Section title="What would be written" note="simulated: nothing is sent">
      {data === undefined ? (
        <Text mb="md">
          Each message is written for its lead and checked as if it were real. Whatever would stop it is named.
        </Text>
      ) : (
        <Outcome outcome={data.outcome} campaignId={campaignId} />
      )}
      {error ? (
        <Text role="alert" mb="md" className={classes['failure']}>
          {toAppError(error).message}
        </Text>
      ) : null}
      <Group>
        <Button
          variant={data === undefined ? 'filled' : 'default'}
          loading={isPending}
          onClick={() => simulation.mutate(campaignId)}
        >
          {data === undefined ? 'Run simulation' : 'Run again'}
        </Button>
      </Group>
      {data === undefined || data.messages.length === 0 ? null : (
        <Section title="Messages" note={shownWords(data.messages.length, data.total)}>
          <MessageList messages={data.messages} />
        </Section>
      )}
    </Section>
  );
}

const shownWords = (shown: number, total: number): string =>
  shown < total ? `the first ${shown} of ${counted(total, 'message')}` : counted(total, 'message');

interface OutcomeProps {
  readonly outcome: RunOutcome;
  readonly campaignId: string;
}

function Outcome({ outcome, campaignId }: OutcomeProps): ReactNode {
  if (!outcome.claimed) return <Text role="status">{outcome.text}</Text>;
  return <Counters run={outcome.run} campaignId={campaignId} />;
}

function Counters({ run, campaignId }: { readonly run: OrchestratorRun; readonly campaignId: string }): ReactNode {
  const client = useClientFilter();
  const { counters, reason, nextDueAt } = run;
  const messages = (outcome: RunItemOutcome): string =>
    tabHref('campaigns', client, { open: campaignId, run: run.id, outcome });
  return (
    <>
      <FigureRow>
        <Figure label="Ready now" value={counters.simulated} mark="simulated" href={messages('SIMULATED')} />
        <Figure label="Wait for their time" value={counters.scheduled} mark="simulated" href={messages('SCHEDULED')} />
        <Figure label="Blocked" value={counters.blocked} mark="simulated" href={messages('BLOCKED')} />
      </FigureRow>
      <Text my="md" role="status">
        {reason}
        {nextDueAt === null ? null : (
          <>
            {' '}
            Next message <RelativeTime at={parseInstant(nextDueAt)} />.
          </>
        )}{' '}
        <AppLink href={tabHref('campaigns', client, { open: campaignId })}>Open the campaign</AppLink>
      </Text>
    </>
  );
}
