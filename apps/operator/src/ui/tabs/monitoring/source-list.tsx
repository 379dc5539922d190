import { parseInstant } from '@aicmo/core-kernel';
import type { ListeningSource } from '@aicmo/social/contract';
import { DataTable, EmptyState, QueryState, RelativeTime, StateBadge, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useClientFilter, useOpenRecord } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { useSources } from './monitoring.queries.ts';
import { SourceDrawer } from './source-drawer.tsx';

export const formatNames = { rss: 'RSS', atom: 'Atom', rdf: 'RSS 1.0', json: 'JSON Feed' } as const;

const columns: readonly Column<ListeningSource>[] = [
  { id: 'name', header: 'Source', width: 200, render: (row) => row.name, text: (row) => row.name },
  {
    id: 'state',
    header: 'Last reading',
    width: 200,
    render: (row) => <SourceState source={row} />,
    text: (row) => row.failure ?? '',
  },
  {
    id: 'read',
    header: 'Read',
    width: 110,
    render: (row) => (row.readAt === null ? 'never' : <RelativeTime at={parseInstant(row.readAt)} />),
  },
  { id: 'mentions', header: 'Mentions', align: 'end', width: 90, render: (row) => row.mentions },
  {
    id: 'format',
    header: 'Format',
    width: 100,
    render: (row) => (row.format === null ? 'not known' : formatNames[row.format]),
  },
  {
    id: 'url',
    header: 'Address',
    width: 260,
    render: (row) => row.url ?? 'handed in by hand',
    text: (row) => row.url ?? '',
  },
];

/** What we listen to; a source that failed says so. */
export function SourceList({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  const sources = useSources(useClientFilter());
  const [open, setOpen] = useOpenRecord();
  return (
    <QueryState query={sources}>
      {({ sources: rows }) => {
        const failed = rows.filter(({ status }) => status === 'failed').length;
        const current = rows.find(({ id }) => id === open);
        return (
          <>
            <DataTable
              label="Sources"
              rows={rows}
              rowId={({ id }) => id}
              columns={columns}
              onOpen={({ id }) => setOpen(id)}
              openId={open}
              summary={`${counted(rows.length, 'source')}${failed > 0 ? ` · ${failed} failed at the last reading` : ''}`}
              empty={<NoSources onAdd={onAdd} />}
            />
            {current ? <SourceDrawer key={current.id} source={current} onClose={() => setOpen(null)} /> : null}
          </>
        );
      }}
    </QueryState>
  );
}

/** What came of the last reading, in a word. */
export function SourceState({ source }: { readonly source: Pick<ListeningSource, 'status'> }): ReactNode {
  switch (source.status) {
    case 'read':
      return (
        <StateBadge tone="good" icon={<IconCircleCheck />}>
          read
        </StateBadge>
      );
    case 'failed':
      return (
        <StateBadge tone="bad" icon={<IconAlertTriangle />}>
          failed
        </StateBadge>
      );
    case 'never-read':
      return (
        <StateBadge tone="neutral" icon={<IconCircleDashed />}>
          never read
        </StateBadge>
      );
  }
}

function NoSources({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  return (
    <EmptyState
      title="No sources yet"
      why="A source is a feed of a newspaper, a blog, a search or a community. It is read from its address, or its document is handed in."
      action={<Button onClick={onAdd}>Add the first source</Button>}
    />
  );
}
