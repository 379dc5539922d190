import { parseInstant, toAppError } from '@aicmo/core-kernel';
import type { CalendarPlan, OpsEvent } from '@aicmo/campaign-ops/contract';
import { DetailDrawer, QueryState, Section, Story } from '@aicmo/ui';
import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useCalendar, usePreviewCalendar, useSaveCalendar } from './calendar.queries.ts';
import { PlanFieldset } from './plan-fieldset.tsx';
import { fieldsOf, planOf } from './plan-form.ts';

interface PlanDrawerProps {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly onClose: () => void;
}

/** The plan of a campaign's calendar: what it is, what a change would do, and saving it. */
export function PlanDrawer({ campaignId, campaignName, onClose }: PlanDrawerProps): ReactNode {
  const query = useCalendar(campaignId);
  return (
    <DetailDrawer opened onClose={onClose} title={campaignName} subtitle="Plan of the calendar">
      <QueryState query={query}>
        {({ saved, suggestion, story }) => (
          <PlanForm
            key={saved?.version ?? 0}
            campaignId={campaignId}
            version={saved?.version ?? 0}
            plan={saved?.plan ?? suggestion}
            story={story}
          />
        )}
      </QueryState>
    </DetailDrawer>
  );
}

interface PlanFormProps {
  readonly campaignId: string;
  readonly version: number;
  readonly plan: CalendarPlan;
  readonly story: readonly OpsEvent[];
}

function PlanForm({ campaignId, version, plan, story }: PlanFormProps): ReactNode {
  const [fields, setFields] = useState(() => fieldsOf(plan));
  const preview = usePreviewCalendar(campaignId);
  const save = useSaveCalendar(campaignId, version);
  const failure = preview.error ?? save.error;
  const change = save.data ?? preview.data;
  return (
    <Stack gap="xl">
      <PlanFieldset
        value={fields}
        onChange={(next) => {
          setFields(next);
          preview.reset();
          save.reset();
        }}
      />
      {failure ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(failure).message}
        </Text>
      ) : null}
      {change ? (
        <Section title={save.data ? 'What saving did' : 'What saving will do'}>
          <List role="status">
            {change.sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </Section>
      ) : null}
      <Group gap="sm">
        <Button loading={save.isPending} onClick={() => save.mutate(planOf(fields))}>
          Save the calendar
        </Button>
        <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate(planOf(fields))}>
          Show what it would do
        </Button>
      </Group>
      {story.length > 0 ? (
        <Section title="Story">
          <Story entries={story.map(({ at, who, what, why }) => ({ at: parseInstant(at), who, what, why }))} />
        </Section>
      ) : null}
    </Stack>
  );
}
