import { parseInstant } from '@aicmo/core-kernel';
import type { Mention } from '@aicmo/social/contract';
import { DataTable, EmptyState, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOpenRecord } from '../../components/address.ts';
import { counted } from '../../words.ts';
import { MentionDrawer } from './mention-drawer.tsx';
import { useMentions, type MentionFilter } from './monitoring.queries.ts';
import { SentimentBadge } from './sentiment-badge.tsx';
import { useMentionFilter } from './signals-view.tsx';

const columns: readonly Column<Mention>[] = [
  {
    id: 'title',
    header: 'What was said',
    width: 320,
    render: (row) => row.title || row.text,
    text: (row) => `${row.title} ${row.text}`,
  },
  {
    id: 'sentiment',
    header: 'Sentiment, −1 to 1',
    width: 130,
    render: (row) => <SentimentBadge sentiment={row.sentiment} />,
  },
  { id: 'source', header: 'Source', width: 140, render: (row) => row.sourceName, text: (row) => row.sourceName },
  { id: 'author', header: 'Author', width: 120, render: (row) => row.author ?? 'not given' },
  { id: 'published', header: 'Published', width: 110, render: (row) => <Published at={row.publishedAt} /> },
];

/** What was heard, newest first; a row opens why it counts as it does. */
export function MentionList({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  const filter = useMentionFilter();
  const mentions = useMentions(filter);
  const [open, setOpen] = useOpenRecord();
  return (
    <>
      <QueryState query={mentions}>
        {({ rows, total }) => (
          <DataTable
            label="Mentions"
            rows={rows}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => setOpen(id)}
            openId={open}
            summary={summaryOf(rows.length, total, filter)}
            empty={<NoMentions isFiltered={isFiltered(filter)} onAdd={onAdd} />}
          />
        )}
      </QueryState>
      {open === null ? null : <MentionDrawer key={open} mentionId={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Published({ at }: { readonly at: string | null }): ReactNode {
  return at === null ? 'no date given' : <RelativeTime at={parseInstant(at)} />;
}

const isFiltered = ({ source, sentiment, search }: MentionFilter): boolean =>
  source !== null || sentiment !== null || search !== null;

function summaryOf(shown: number, total: number, { sentiment, search, source }: MentionFilter): string {
  const parts = [
    shown < total ? `the newest ${shown} of ${counted(total, 'mention')}` : counted(total, 'mention'),
    ...(sentiment === null ? [] : [sentiment]),
    ...(source === null ? [] : ['of one source']),
    ...(search === null ? [] : [`with “${search}”`]),
  ];
  return parts.join(' · ');
}

function NoMentions({
  isFiltered: filtered,
  onAdd,
}: {
  readonly isFiltered: boolean;
  readonly onAdd: () => void;
}): ReactNode {
  if (filtered) {
    return (
      <EmptyState
        title="No mention fits this filter"
        why="Clear the sentiment, the source or the words above to see more."
      />
    );
  }
  return (
    <EmptyState
      title="Nothing heard yet"
      why="Here stands what is said in public about your clients, each with its sentiment and the words behind it. It comes from feeds: RSS, Atom or JSON Feed, read from their address or handed in as a document."
      action={<Button onClick={onAdd}>Add the first source</Button>}
    />
  );
}
