import { parseInstant, toAppError } from '@aicmo/core-kernel';
import type { BriefSummary } from '@aicmo/strategy/contract';
import { AppLink, DetailDrawer, Facts, QueryState, RelativeTime, Section, Story } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useBrief, useDraft } from './strategy.queries.ts';

interface BriefDrawerProps {
  readonly briefId: string;
  readonly onClose: () => void;
}

/** One brief: what it still needs, its versions, and its next step. */
export function BriefDrawer({ briefId, onClose }: BriefDrawerProps): ReactNode {
  const query = useBrief(briefId, null);
  const clients = useClients().data?.clients ?? [];
  const summary = query.data?.summary;
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={summary?.company ?? 'Brief'}
      subtitle="Brief"
      action={summary ? <NextStep brief={summary} /> : undefined}
    >
      <QueryState query={query}>
        {({ brief, versions, summary: newest }) => (
          <>
            <Facts
              items={[
                { label: 'Client', value: clients.find(({ id }) => id === brief.clientId)?.name },
                { label: 'Version', value: brief.version },
                { label: 'Saved', value: <RelativeTime at={parseInstant(brief.savedAt)} /> },
                { label: 'What it sells', value: brief.content.offer },
                { label: 'Who buys', value: brief.content.audience },
                { label: 'Still needed', value: newest.missing.length === 0 ? 'Nothing' : newest.missing.join(', ') },
              ]}
            />
            <Versions briefId={briefId} versions={versions} />
          </>
        )}
      </QueryState>
    </DetailDrawer>
  );
}

interface VersionsProps {
  readonly briefId: string;
  readonly versions: readonly { readonly version: number; readonly savedBy: string; readonly savedAt: string }[];
}

function Versions({ briefId, versions }: VersionsProps): ReactNode {
  const client = useClientFilter();
  return (
    <Section title="Versions" note="none is ever lost">
      <Story
        entries={versions.map(({ version, savedBy, savedAt }) => ({
          at: parseInstant(savedAt),
          who: savedBy,
          what: (
            <AppLink href={tabHref('strategy', client, { brief: briefId, version: String(version) })}>
              Version {version}
            </AppLink>
          ),
        }))}
      />
    </Section>
  );
}

function NextStep({ brief }: { readonly brief: BriefSummary }): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  const draft = useDraft();
  const go = (more: Readonly<Record<string, string>>): void => void navigate(tabHref('strategy', client, more));
  const edit = (): void => go({ brief: brief.id });
  const open = (strategyId: string): void => go({ strategy: strategyId });
  if (brief.missing.length > 0) return <Button onClick={edit}>Complete the brief</Button>;
  const refusal = draft.data?.ok === false ? draft.data.reason : draft.error && toAppError(draft.error).message;
  return (
    <Group gap="sm">
      {brief.strategy === null ? (
        <Button
          loading={draft.isPending}
          onClick={() => draft.mutate(brief.id, { onSuccess: (made) => (made.ok ? open(made.strategyId) : undefined) })}
        >
          Draft strategy
        </Button>
      ) : (
        <Button onClick={() => open(brief.strategy?.id ?? '')}>Open strategy</Button>
      )}
      <Button variant="default" onClick={edit}>
        Edit brief
      </Button>
      {refusal ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {refusal}
        </Text>
      ) : null}
    </Group>
  );
}
