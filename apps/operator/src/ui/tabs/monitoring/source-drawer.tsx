import { parseInstant, toAppError } from '@aicmo/core-kernel';
import type { ListeningSource } from '@aicmo/social/contract';
import { AppLink, ConfirmAct, DetailDrawer, Facts, RelativeTime, Section } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { counted } from '../../words.ts';
import { HandIn } from './hand-in.tsx';
import { useReadSource, useStopListening } from './monitoring.queries.ts';
import { readingWords } from './reading-words.ts';
import { SourceState, formatNames } from './source-list.tsx';

interface SourceDrawerProps {
  readonly source: ListeningSource;
  readonly onClose: () => void;
}

/** One source: what came of its last reading, reading it again, handing a document in. */
export function SourceDrawer({ source, onClose }: SourceDrawerProps): ReactNode {
  const stop = useStopListening();
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={source.name}
      subtitle={<SourceState source={source} />}
      action={source.url === null ? undefined : <ReadNow sourceId={source.id} />}
    >
      {source.failure === null ? null : <Text c="var(--mantine-color-error)">{source.failure}</Text>}
      <SourceFacts source={source} />
      <Section title="Hand a document in" note="works without a network">
        <HandIn sourceId={source.id} />
      </Section>
      <div>
        <ConfirmAct
          verb="Stop listening"
          danger
          sentence={`Stop listening to ${source.name}. What was heard so far stays, and it can be added again.`}
          onConfirm={async () => {
            await stop.mutateAsync(source.id);
            onClose();
          }}
        />
      </div>
    </DetailDrawer>
  );
}

function SourceFacts({ source }: { readonly source: ListeningSource }): ReactNode {
  const client = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const heard = (
    <AppLink href={tabHref('monitoring', client, { from: source.id })}>{counted(source.mentions, 'mention')}</AppLink>
  );
  return (
    <Facts
      items={[
        { label: 'Address', value: source.url ?? 'handed in by hand' },
        { label: 'Format', value: source.format === null ? 'not known yet' : formatNames[source.format] },
        { label: 'Heard', value: heard },
        {
          label: 'Last read',
          value: source.readAt === null ? 'never' : <RelativeTime at={parseInstant(source.readAt)} />,
        },
        {
          label: 'Last tried',
          value: source.triedAt === null ? 'never' : <RelativeTime at={parseInstant(source.triedAt)} />,
        },
        { label: 'Client', value: clients.find(({ id }) => id === source.clientId)?.name },
      ]}
    />
  );
}

function ReadNow({ sourceId }: { readonly sourceId: string }): ReactNode {
  const read = useReadSource();
  return (
    <>
      <Button loading={read.isPending} onClick={() => read.mutate(sourceId)}>
        Read it now
      </Button>
      {read.data ? (
        <Text role="status" size="sm">
          {readingWords(read.data)}
        </Text>
      ) : null}
      {read.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(read.error).message}
        </Text>
      ) : null}
    </>
  );
}
