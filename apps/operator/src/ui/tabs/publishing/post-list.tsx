import { parseInstant } from '@aicmo/core-kernel';
import { platformRules } from '@aicmo/social/contract';
import { DataTable, EmptyState, RelativeTime, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PostRow } from '../../../contract/publishing.contract.ts';
import { useClients } from '../../components/clients.ts';
import { counted } from '../../words.ts';
import { PostStateBadge } from './post-state.tsx';

interface PostListProps {
  readonly rows: readonly PostRow[];
  readonly openId: string | null;
  readonly onOpen: (postId: string) => void;
  /** There are posts that the filter leaves out. */
  readonly isFiltered: boolean;
  readonly onWrite: () => void;
}

/** Every post with its state and the first thing that stops it. */
export function PostList({ rows, openId, onOpen, isFiltered, onWrite }: PostListProps): ReactNode {
  const clients = useClients().data?.clients ?? [];
  const clientOf = (id: string) => clients.find((client) => client.id === id);
  return (
    <DataTable
      label="Posts"
      rows={rows}
      rowId={({ post }) => post.id}
      columns={columnsFor(
        (id) => clientOf(id)?.name ?? 'not known',
        (id) => clientOf(id)?.timeZone,
      )}
      onOpen={({ post }) => onOpen(post.id)}
      openId={openId}
      summary={`${counted(rows.length, 'post')}${isFiltered ? ' on their way' : ''}, by planned time`}
      empty={<NoPosts isFiltered={isFiltered} onWrite={onWrite} />}
    />
  );
}

function columnsFor(
  nameOf: (clientId: string) => string,
  zoneOf: (clientId: string) => string | undefined,
): readonly Column<PostRow>[] {
  return [
    {
      id: 'text',
      header: 'Post',
      width: 240,
      render: ({ post }) => firstLine(post.text),
      text: ({ post }) => post.text,
    },
    { id: 'stops', header: 'What stops it', width: 240, render: stopWords, text: allStops },
    { id: 'state', header: 'State', width: 120, render: ({ post }) => <PostStateBadge state={post.state} /> },
    {
      id: 'planned',
      header: 'Planned',
      width: 100,
      render: ({ post }) =>
        post.plannedAt === null ? (
          'not planned'
        ) : (
          <RelativeTime at={parseInstant(post.plannedAt)} zone={zoneOf(post.clientId)} />
        ),
    },
    { id: 'platform', header: 'Platform', width: 90, render: ({ post }) => platformRules[post.platform].name },
    { id: 'client', header: 'Client', width: 120, render: ({ post }) => nameOf(post.clientId) },
    {
      id: 'account',
      header: 'Account',
      width: 120,
      hidden: true,
      render: ({ post }) => post.account,
      text: ({ post }) => post.account,
    },
  ];
}

const firstLine = (text: string): string => text.trim().split('\n')[0] || 'No text yet';
const allStops = ({ stops }: PostRow): string => stops.map(({ text }) => text).join(' ');

function stopWords({ stops }: PostRow): ReactNode {
  const byPerson = stops.filter(({ liftedBy }) => liftedBy === 'person');
  const [first] = byPerson.length > 0 ? byPerson : stops;
  if (!first) return 'Nothing';
  return byPerson.length > 1 ? `${first.text} (and ${byPerson.length - 1} more)` : first.text;
}

function NoPosts({ isFiltered, onWrite }: Pick<PostListProps, 'isFiltered' | 'onWrite'>): ReactNode {
  return (
    <EmptyState
      title={isFiltered ? 'No post is on its way' : 'No posts yet'}
      why="A post is a piece of copy with a platform, an account and a time. It is counted as its platform counts, checked, approved by a person, and run at its time. In this version nothing leaves: it is simulated or kept as proof."
      action={<Button onClick={onWrite}>{isFiltered ? 'Write a post' : 'Write the first post'}</Button>}
    />
  );
}
