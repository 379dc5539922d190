import type { Guardrails } from '@aicmo/cam/contract';
import { isAppError, parseInstant } from '@aicmo/core-kernel';
import { FailedState, QueryState, Section, Story } from '@aicmo/ui';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { useGuardrails, useSeeGuardrail, useSetGuardrails } from './guardrails.queries.ts';
import { settingsOf, typedOf, type TypedGuardrails } from './typed-guardrails.ts';

/** When a campaign pauses by itself: what is counted now, the rules, and when it did. */
export function CampaignGuardrails({ campaignId }: { readonly campaignId: string }): ReactNode {
  const query = useGuardrails(campaignId);
  return (
    <Section title="When it pauses by itself" note="what really left within seven days is counted">
      <QueryState query={query}>
        {(found) => (
          <Stack gap="sm">
            <Text>{figureWords(found)}</Text>
            <Rules key={found.version} campaignId={campaignId} found={found} />
            <Pauses campaignId={campaignId} events={found.events} />
          </Stack>
        )}
      </QueryState>
    </Section>
  );
}

function figureWords({ figures: { sends, bounces, complaints }, since, events }: Guardrails): string {
  const isAnew = events.some(({ at }) => at === since);
  if (sends === 0) return `No message has left ${isAnew ? 'since it paused by itself' : 'within seven days'}.`;
  const share = (count: number): string => (count === 0 ? '' : ` (${((count / sends) * 100).toFixed(2)} %)`);
  const back = `${bounces === 0 ? 'none' : bounces} came back${share(bounces)}`;
  const reported = `${complaints === 0 ? 'none' : complaints} ${complaints > 1 ? 'were' : 'was'} reported as unwanted${share(complaints)}`;
  return `${counted(sends, 'message')} left ${isAnew ? 'since it paused by itself' : 'within seven days'}: ${back}, ${reported}.`;
}

const goals = [
  { value: 'none', label: 'No goal' },
  { value: 'REPLIES', label: 'Replies' },
  { value: 'MEETINGS', label: 'Meetings' },
  { value: 'CLIENTS', label: 'New clients' },
];

interface RulesProps {
  readonly campaignId: string;
  readonly found: Guardrails;
}

function Rules({ campaignId, found }: RulesProps): ReactNode {
  const before = typedOf(found.settings);
  const [typed, setTyped] = useState(before);
  const set = useSetGuardrails(campaignId);
  const fault = faultOf(set.error);
  const type = (change: Partial<TypedGuardrails>) => {
    set.reset();
    setTyped({ ...typed, ...change });
  };
  const field = (name: keyof TypedGuardrails, label: string, server: string) => (
    <TextInput
      label={label}
      value={typed[name]}
      inputMode="decimal"
      error={fault?.field === server ? fault.message : undefined}
      onChange={(event) => type({ [name]: event.currentTarget.value })}
    />
  );
  const isChanged = JSON.stringify(typed) !== JSON.stringify(before);
  return (
    <Stack gap="sm">
      <Group gap="md" align="flex-start">
        {field('bounces', 'Mail that comes back, in %', 'bounceLimit')}
        {field('complaints', 'Reported as unwanted, in %', 'complaintLimit')}
        {field('fromSends', 'Not before so many messages', 'fromSends')}
        <Select
          label="Pause when the goal is met"
          data={goals}
          value={typed.goal}
          allowDeselect={false}
          onChange={(goal) => type({ goal: goal ?? 'none' })}
        />
        {typed.goal === 'none' ? null : field('target', 'How many', 'goalTarget')}
      </Group>
      {set.error && !fault ? (
        <FailedState error={set.error} title="The rules are as they were" onRetry={() => set.reset()} />
      ) : null}
      {isChanged ? (
        <Group>
          <Button
            loading={set.isPending}
            onClick={() => set.mutate({ settings: settingsOf(typed), version: found.version })}
          >
            Keep these rules
          </Button>
          <Button variant="default" onClick={() => type(before)}>
            Take back
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/** The field of a setting that is out of its bounds. */
function faultOf(error: unknown): { readonly field: string; readonly message: string } | undefined {
  if (!isAppError(error)) return undefined;
  const field = error.details?.['field'];
  return typeof field === 'string' ? { field, message: error.message } : undefined;
}

interface PausesProps {
  readonly campaignId: string;
  readonly events: Guardrails['events'];
}

function Pauses({ campaignId, events }: PausesProps): ReactNode {
  const see = useSeeGuardrail(campaignId);
  const unseen = events.find(({ seenAt }) => seenAt === null);
  if (events.length === 0) return null;
  return (
    <Stack gap="sm">
      {unseen ? (
        <Group>
          <Button variant="default" loading={see.isPending} onClick={() => see.mutate(unseen.id)}>
            Take note of the last pause
          </Button>
        </Group>
      ) : null}
      {see.error ? <FailedState error={see.error} title="That was not kept" onRetry={() => see.reset()} /> : null}
      <Story
        entries={events.map(({ at, reason, seenBy }) => ({
          ...{ at: parseInstant(at), what: reason },
          ...(seenBy === '' ? {} : { why: `${seenBy} took note of it.` }),
        }))}
      />
    </Stack>
  );
}
