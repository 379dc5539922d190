import { parseInstant, type Instant } from '@aicmo/core-kernel';
import { countPostLength, platformRules } from '@aicmo/social/contract';
import { DetailDrawer, Facts, QueryState, RelativeTime, Section, Story, absoluteWords } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PostRecord, Stop } from '../../../contract/publishing.contract.ts';
import { useClients } from '../../components/clients.ts';
import { PostActs, TakeOut } from './post-acts.tsx';
import { PostChecks } from './post-checks.tsx';
import { PostDecisionSection } from './post-decision.tsx';
import { PostForm } from './post-form.tsx';
import { PostStateBadge } from './post-state.tsx';
import classes from './publishing.module.css';
import { usePost } from './publishing.queries.ts';

interface PostDrawerProps {
  readonly postId: string;
  readonly onClose: () => void;
  readonly onOpen: (postId: string) => void;
}

/** One post: its words, what stops it, its checks, its approval, its story, and its next step. */
export function PostDrawer({ postId, onClose, onOpen }: PostDrawerProps): ReactNode {
  const query = usePost(postId);
  const post = query.data?.post;
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={post ? `Post for ${platformRules[post.platform].name}` : 'Post'}
      subtitle={post ? <PostStateBadge state={post.state} /> : undefined}
      action={query.data ? <PostActs record={query.data} onOpen={onOpen} /> : undefined}
    >
      <QueryState query={query}>{(record) => <Record record={record} />}</QueryState>
    </DetailDrawer>
  );
}

function Record({ record }: { readonly record: PostRecord }): ReactNode {
  const { post, stops, story } = record;
  const isOpen = post.state === 'DRAFT' || post.state === 'SCHEDULED';
  return (
    <>
      <Words record={record} isOpen={isOpen} />
      {isOpen ? <Stops stops={stops} /> : null}
      {isOpen ? <PostDecisionSection record={record} /> : null}
      <PostChecks record={record} isOpen={isOpen} />
      <Section title="Story">
        <Story
          entries={story.map(({ at, by, what, why }) => ({
            at: parseInstant(at),
            who: by,
            what,
            why: why ?? undefined,
          }))}
        />
      </Section>
      {post.state === 'SCHEDULED' ? (
        <div>
          <TakeOut postId={post.id} />
        </div>
      ) : null}
    </>
  );
}

function Words({ record: { post }, isOpen }: { readonly record: PostRecord; readonly isOpen: boolean }): ReactNode {
  const client = (useClients().data?.clients ?? []).find(({ id }) => id === post.clientId);
  const [isEditing, setEditing] = useState(false);
  const { length, limit, unit } = countPostLength(post.platform, post.text);
  return (
    <Section
      title="Text"
      action={
        isOpen ? (
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
            Change
          </Button>
        ) : undefined
      }
    >
      <p className={classes['words']} dir="auto">
        {post.text}
      </p>
      <Facts
        items={[
          { label: 'Account', value: post.account },
          { label: 'Client', value: client?.name },
          { label: 'Length', value: limit === null ? `${length} ${unit}` : `${length} of ${limit} ${unit}` },
          { label: 'Planned', value: <Planned at={post.plannedAt} zone={client?.timeZone} /> },
          { label: 'Links', value: post.links.length === 0 ? 'none' : post.links.join(', ') },
        ]}
      />
      {isEditing ? <PostForm post={post} onClose={() => setEditing(false)} onSaved={() => undefined} /> : null}
    </Section>
  );
}

function Planned({ at, zone }: { readonly at: string | null; readonly zone: string | undefined }): ReactNode {
  if (at === null) return 'not planned yet';
  const moment: Instant = parseInstant(at);
  return (
    <>
      {absoluteWords(moment, zone)} (<RelativeTime at={moment} zone={zone} />)
    </>
  );
}

function Stops({ stops }: { readonly stops: readonly Stop[] }): ReactNode {
  return (
    <Section title="What stops it" note={stops.length === 0 ? undefined : 'asked again before it leaves'}>
      {stops.length === 0 ? (
        <p className={classes['calm']}>Nothing: it would go through now.</p>
      ) : (
        <ul className={classes['stops']}>
          {stops.map(({ text, liftedBy }) => (
            <li key={text}>
              {text} {liftedBy === 'time' ? <span className={classes['quiet']}>Time lifts this.</span> : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
