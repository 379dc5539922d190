import type { Sequence } from '@aicmo/cam/contract';
import { DataTable, EmptyState, FilterBar, Page, QueryState, StateBadge, type Column } from '@aicmo/ui';
import { Group, Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { useOnlyClient } from './use-only-client.ts';
import { counted, screenWord } from '../../../words.ts';
import { NewSequence } from './new-sequence.tsx';
import { useAllSequences } from './sequences.queries.ts';
import { ViewSwitch } from '../view-switch.tsx';

const columns: readonly Column<Sequence>[] = [
  { id: 'name', header: 'Sequence', width: 200, render: (row) => row.name, text: (row) => row.name },
  { id: 'goal', header: 'Goal', width: 260, render: (row) => row.goal, text: (row) => row.goal },
  {
    id: 'tier',
    header: 'For',
    width: 100,
    render: (row) => (row.tier === null ? 'by choice' : `${screenWord(row.tier).toLowerCase()} leads`),
  },
  { id: 'count', header: 'Messages', align: 'end', width: 90, render: (row) => row.steps.length },
  { id: 'days', header: 'On days', width: 180, render: daysOf, text: daysOf },
  {
    id: 'kind',
    header: 'Kind',
    width: 100,
    render: (row) => <StateBadge tone="neutral">{kindOf(row)}</StateBadge>,
  },
  { id: 'tries', header: 'Tried wordings', width: 130, render: triesOf, text: triesOf },
];

const kindOf = ({ clientId, archivedAt }: Sequence): string =>
  clientId === null ? 'built in' : archivedAt === null ? 'your own' : 'put away';

function triesOf({ steps }: Sequence): string {
  const tried = steps.filter(({ variants }) => variants.length > 0).length;
  return tried === 0 ? '' : `in ${counted(tried, 'message')}`;
}

function daysOf({ steps }: Sequence): string {
  return steps.map(({ day }) => day).join(', ');
}

/** The sequences of the house and of the client; a row opens its messages. */
export function SequenceList(): ReactNode {
  const client = useClientFilter();
  const navigate = useNavigate();
  const [withArchived, setWithArchived] = useState(false);
  const chosen = useOnlyClient(client);
  return (
    <Page
      title="Sequences"
      question="Which messages does a lead get, and on which day?"
      primaryAction={<NewSequence clientId={chosen} />}
      filters={
        <FilterBar label="View">
          <Group gap="lg">
            <ViewSwitch view="sequences" />
            <Switch
              label="Those put away too"
              checked={withArchived}
              onChange={(event) => setWithArchived(event.currentTarget.checked)}
            />
          </Group>
        </FilterBar>
      }
    >
      <QueryState query={useAllSequences(chosen, withArchived)}>
        {({ sequences }) => (
          <DataTable
            label="Sequences"
            rows={sequences}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => void navigate(tabHref('campaign-ops', client, { sequence: id }))}
            summary={counted(sequences.length, 'sequence')}
            empty={<EmptyState title="No sequences" why="The built-in ones come with the schema of the database." />}
          />
        )}
      </QueryState>
    </Page>
  );
}
