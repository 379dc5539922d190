import { toAppError } from '@aicmo/core-kernel';
import { FilterBar, Page, QueryState } from '@aicmo/ui';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PostRow } from '../../../contract/publishing.contract.ts';
import { useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { CalendarView } from './calendar-view.tsx';
import { PostDrawer } from './post-drawer.tsx';
import { PostForm } from './post-form.tsx';
import { PostList } from './post-list.tsx';
import { usePosts, useRunDue } from './publishing.queries.ts';
import { UncertainMail } from './uncertain/uncertain-mail.tsx';

const shownStates = { open: ['DRAFT', 'SCHEDULED', 'PUBLISHING', 'UNCERTAIN'] } as const;

/** What is on its way out: the posts, and mail of which nobody knows whether it left. */
export function PublishingPanel(): ReactNode {
  const [view] = useAddressValue('view');
  if (view !== 'uncertain') return <Posts />;
  return (
    <Page title="Publishing" question="Which mail may or may not have left?" filters={<Filters />}>
      <UncertainMail />
    </Page>
  );
}

/** The posts on their way, as a list or as a month; a post opens beside them. */
function Posts(): ReactNode {
  const client = useClientFilter();
  const posts = usePosts(client);
  const [open, setOpen] = useOpenRecord();
  const [view] = useAddressValue('view');
  const [shown] = useAddressValue('posts');
  const [isWriting, setWriting] = useState(false);
  const write = (): void => setWriting(true);
  return (
    <Page
      title="Publishing"
      question="Which posts are on their way, and what stops them?"
      primaryAction={<Button onClick={write}>Write a post</Button>}
      filters={<Filters />}
    >
      <QueryState query={posts}>
        {({ rows }) => {
          const chosen = shown === 'all' ? rows : rows.filter(isOnItsWay);
          const common = { rows: chosen, openId: open, onOpen: setOpen };
          return view === 'calendar' ? (
            <CalendarView {...common} />
          ) : (
            <PostList {...common} isFiltered={rows.length > chosen.length} onWrite={write} />
          );
        }}
      </QueryState>
      {open === null ? null : <PostDrawer key={open} postId={open} onClose={() => setOpen(null)} onOpen={setOpen} />}
      {isWriting ? <PostForm onClose={() => setWriting(false)} onSaved={setOpen} /> : null}
    </Page>
  );
}

function Filters(): ReactNode {
  const [view, setView] = useAddressValue('view');
  return (
    <FilterBar>
      <SegmentedControl
        aria-label="View"
        data={[
          { value: 'list', label: 'List' },
          { value: 'calendar', label: 'Calendar' },
          { value: 'uncertain', label: 'Uncertain mail' },
        ]}
        value={view ?? 'list'}
        onChange={(value) => setView(value === 'list' ? null : value)}
      />
      {view === 'uncertain' ? null : <PostFilters />}
    </FilterBar>
  );
}

function PostFilters(): ReactNode {
  const [shown, setShown] = useAddressValue('posts');
  return (
    <>
      <SegmentedControl
        aria-label="Posts"
        data={[
          { value: 'open', label: 'On their way' },
          { value: 'all', label: 'All' },
        ]}
        value={shown ?? 'open'}
        onChange={(value) => setShown(value === 'open' ? null : value)}
      />
      <RunDue />
    </>
  );
}

const isOnItsWay = ({ post }: PostRow): boolean => shownStates.open.some((state) => state === post.state);

/** Runs every due post through all gates now, and tells what became of it. */
function RunDue(): ReactNode {
  const run = useRunDue();
  return (
    <>
      <Button variant="default" loading={run.isPending} onClick={() => run.mutate(undefined)}>
        Run what is due
      </Button>
      {run.data ? (
        <Text role="status" size="sm">
          {passWords(run.data)}
        </Text>
      ) : null}
      {run.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(run.error).message}
        </Text>
      ) : null}
    </>
  );
}

function passWords(pass: Readonly<Record<'simulated' | 'proofed' | 'held' | 'missed', number>>): string {
  const parts = [
    pass.simulated > 0 ? `${pass.simulated} simulated` : '',
    pass.proofed > 0 ? `${pass.proofed} kept as proof` : '',
    pass.held > 0 ? `${pass.held} held back` : '',
    pass.missed > 0 ? `${pass.missed} missed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'No post was due.' : `${parts.join(', ')}. Nothing left the house.`;
}
