import { EmptyState, QueryState, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useAddressValue } from '../../components/address.ts';
import { MessageList } from '../../components/message-list.tsx';
import { counted, screenWord } from '../../words.ts';
import { useMessages, type MessagesFilter } from './campaigns.queries.ts';

/** Its messages, narrowed by what the address says: a state, a run, what a run did. */
export function CampaignMessages({ campaignId }: { readonly campaignId: string }): ReactNode {
  const filter = useFilter();
  const messages = useMessages(campaignId, filter);
  const words = wordsOf(filter);
  return (
    <Section
      title={words === '' ? 'All messages' : `Messages: ${words}`}
      note={messages.data === undefined ? undefined : counted(messages.data.total, 'message')}
      action={words === '' ? undefined : <ShowAll />}
    >
      <QueryState
        query={messages}
        isEmpty={({ total }) => total === 0}
        empty={
          <EmptyState
            title="No messages here"
            why="Each message stands here with its text and what became of it, once the campaign has run."
          />
        }
      >
        {({ attempts }) => <MessageList messages={attempts} />}
      </QueryState>
    </Section>
  );
}

function useFilter(): MessagesFilter {
  const [mode] = useAddressValue('mode');
  const [state] = useAddressValue('state');
  const [run] = useAddressValue('run');
  const [outcome] = useAddressValue('outcome');
  return { mode, state, run, outcome };
}

const wordsOf = ({ state, run, outcome }: MessagesFilter): string =>
  [
    state === null ? '' : screenWord(state).toLowerCase(),
    outcome === null ? '' : screenWord(outcome).toLowerCase(),
    run === null ? '' : 'of one run',
  ]
    .filter((part) => part !== '')
    .join(', ');

function ShowAll(): ReactNode {
  const [, setSearch] = useSearchParams();
  const clear = (): void =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const name of ['mode', 'state', 'run', 'outcome']) after.delete(name);
      return after;
    });
  return (
    <Button variant="default" size="compact-sm" onClick={clear}>
      Show all
    </Button>
  );
}
