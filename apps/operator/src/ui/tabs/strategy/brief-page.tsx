import { EmptyState, Page, QueryState } from '@aicmo/ui';
import { Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { BriefForm } from './brief-form.tsx';
import { useBrief } from './strategy.queries.ts';

interface BriefPageProps {
  /** `new` for one that is not stored yet. */
  readonly briefId: string;
  /** An older version to start from; null for the newest. */
  readonly version: string | null;
}

const question = 'What did the client tell us, in the client’s own words?';

/** A brief to write or to edit. */
export function BriefPage({ briefId, version }: BriefPageProps): ReactNode {
  return briefId === 'new' ? <NewBrief /> : <StoredBrief briefId={briefId} version={version} />;
}

function StoredBrief({ briefId, version }: BriefPageProps): ReactNode {
  const query = useBrief(briefId, version);
  return (
    <Page title={query.data ? `Brief of ${query.data.summary.company}` : 'Brief'} question={question}>
      <QueryState query={query}>
        {({ brief, summary }) => (
          <BriefForm
            clientId={brief.clientId}
            content={brief.content}
            edits={{ briefId, version: summary.version }}
            note={
              brief.version === summary.version
                ? undefined
                : `You look at version ${brief.version} of ${summary.version}. Saving it makes it version ${summary.version + 1}.`
            }
          />
        )}
      </QueryState>
    </Page>
  );
}

function NewBrief(): ReactNode {
  const filter = useClientFilter();
  const clients = useClients();
  const [chosen, setChosen] = useState(filter);
  return (
    <Page title="New brief" question={question}>
      <QueryState
        query={clients}
        isEmpty={({ clients: all }) => all.length === 0}
        empty={
          <EmptyState
            title="No client yet"
            why="A brief belongs to a client. Choose “New client…” in the list of clients at the top left, then come back."
          />
        }
      >
        {({ clients: all }) => {
          const client = all.length === 1 ? all[0] : all.find(({ id }) => id === chosen);
          return (
            <>
              <Select
                label="Client of this brief"
                description="Who told you what stands below."
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                maw={480}
                data={all.map(({ id, name }) => ({ value: id, label: name }))}
                value={client?.id ?? null}
                onChange={setChosen}
              />
              {client ? <BriefForm key={client.id} clientId={client.id} content={{ company: client.name }} /> : null}
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}
