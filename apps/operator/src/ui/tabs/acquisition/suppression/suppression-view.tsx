import type { Suppression } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, FilterBar, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useAddressValue, useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { downloadText } from '../../../components/download-text.ts';
import { counted } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { Failure } from '../lead/failure.tsx';
import { AddEntryDialog } from './add-entry-dialog.tsx';
import { AskedBackSection } from './asked-back-section.tsx';
import { BringListDialog } from './bring-list-dialog.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { kindWords } from './kind-words.ts';
import { useSuppressionActs, useSuppressions } from './suppression.queries.ts';

type Dialog = 'add' | 'bring' | null;

/** Those who are never contacted, with the reason of each. */
export function SuppressionView(): ReactNode {
  const client = useClientFilter();
  const [search, setSearch] = useAddressValue('search');
  const [source, setSource] = useAddressValue('source');
  const [open, setOpen] = useOpenRecord();
  const [dialog, setDialog] = useState<Dialog>(null);
  const filter = { client, search, source };
  const list = useSuppressions(filter);
  const isNarrowed = search !== null || source !== null;
  return (
    <AcquisitionPage
      view="suppression"
      question="Who is never contacted, and why?"
      primaryAction={<Button onClick={() => setDialog('add')}>Add somebody</Button>}
      filters={<Filters filter={filter} onSearch={setSearch} onSource={setSource} onBring={() => setDialog('bring')} />}
    >
      <AskedBackSection />
      <QueryState query={list}>
        {({ entries, total }) => (
          <>
            <Entries
              {...{ entries, onOpen: setOpen, more: list.more }}
              summary={`${counted(total, 'entry', 'entries')}${source === null ? '' : ` from “${source}”`}`}
              empty={<Empty isNarrowed={isNarrowed} onBring={() => setDialog('bring')} />}
            />
            <EntryDrawer
              entry={entries.find(({ id }) => id === open)}
              onClose={() => setOpen(null)}
              onSource={setSource}
            />
          </>
        )}
      </QueryState>
      {dialog === 'add' ? <AddEntryDialog client={client} onClose={() => setDialog(null)} /> : null}
      {dialog === 'bring' ? <BringListDialog client={client} onClose={() => setDialog(null)} /> : null}
    </AcquisitionPage>
  );
}

interface FiltersProps {
  readonly filter: { readonly client: string | null; readonly search: string | null; readonly source: string | null };
  readonly onSearch: (text: string | null) => void;
  readonly onSource: (source: string | null) => void;
  readonly onBring: () => void;
}

function Filters({ filter, onSearch, onSource, onBring }: FiltersProps): ReactNode {
  const { give } = useSuppressionActs();
  const download = async (): Promise<void> => {
    const { fileName, text } = await give.mutateAsync(filter);
    downloadText(fileName, text);
  };
  return (
    <FilterBar>
      <TextInput
        aria-label="Search the list"
        placeholder="Address, domain or number"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={filter.search ?? ''}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
      />
      {filter.source === null ? null : (
        <Button variant="default" onClick={() => onSource(null)}>
          Show all sources
        </Button>
      )}
      <Button variant="default" onClick={onBring}>
        Import a list
      </Button>
      <Button variant="default" loading={give.isPending} onClick={() => void download().catch(() => undefined)}>
        Export
      </Button>
      <Failure error={give.error} />
    </FilterBar>
  );
}

interface EntriesProps {
  readonly entries: readonly Suppression[];
  readonly onOpen: (id: string) => void;
  readonly more: () => void;
  readonly summary: string;
  readonly empty: ReactNode;
}

function Entries({ entries, onOpen, more, summary, empty }: EntriesProps): ReactNode {
  const clients = useClients().data?.clients ?? [];
  const nameOf = (id: string | null): string =>
    id === null ? 'Every client' : (clients.find((each) => each.id === id)?.name ?? '');
  const columns: readonly Column<Suppression>[] = [
    { id: 'value', header: 'Who', width: 240, render: ({ value }) => <bdi>{value}</bdi>, text: ({ value }) => value },
    { id: 'kind', header: 'Kind', width: 100, render: ({ kind }) => kindWords[kind] },
    { id: 'reason', header: 'Why', width: 260, render: ({ reason }) => reason, text: ({ reason }) => reason },
    { id: 'for', header: 'For', width: 140, render: ({ clientId }) => nameOf(clientId) },
    { id: 'source', header: 'From', width: 140, render: ({ source }) => source, text: ({ source }) => source },
    { id: 'by', header: 'By', width: 160, render: ({ createdBy }) => createdBy, text: ({ createdBy }) => createdBy },
    {
      id: 'since',
      header: 'Since',
      width: 120,
      render: ({ createdAt }) => <RelativeTime at={parseInstant(createdAt)} />,
    },
  ];
  return (
    <DataTable
      label="Those who are never contacted"
      rows={entries}
      rowId={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => onOpen(id)}
      onEndReached={more}
      summary={summary}
      empty={empty}
    />
  );
}

function Empty({ isNarrowed, onBring }: { readonly isNarrowed: boolean; readonly onBring: () => void }): ReactNode {
  return isNarrowed ? (
    <EmptyState title="Nobody like this is on the list" why="Another part of the address may find them." />
  ) : (
    <EmptyState
      title="Nobody is on the list"
      why="Whoever asks not to be contacted stands here, with the reason, and no campaign of any client writes to them. Bring the list that another tool gave you."
      action={<Button onClick={onBring}>Import a list</Button>}
    />
  );
}
