import { conflict, epochMs, newId, notFound, type Clock, type Instant } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { Post, PostEvent, PostState } from '../../contract/post.ts';
import {
  checkContent,
  checkEditable,
  checkMove,
  checkPlan,
  linksIn,
  missedAfterMs,
  type PostContent,
} from './post-rules.ts';
import type { PostFilter, PostStore } from './post-store.ts';

/** A post as a person writes it. Links in the text are found by themselves. */
export interface PostDraft extends Omit<PostContent, 'links' | 'media'> {
  readonly clientId: string;
  readonly campaignId?: string | null;
  readonly media?: PostContent['media'];
  readonly by: string;
}

/** What a person changes of the version that they saw. */
export interface PostEdit extends Partial<Omit<PostContent, 'links'>> {
  readonly version: number;
  readonly by: string;
}

/** How a due post ended at the door. */
export type PostOutcome =
  | { readonly to: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string }
  | { readonly to: 'SCHEDULED'; readonly stoppedBy: readonly string[] };

/** Posts on their way to a platform. Nothing leaves from here: the workspace asks the gate and the door. */
export interface Posts {
  create(draft: PostDraft): Promise<Post>;
  /** Throws `conflict`: `post-edited` when somebody saved in between, `post-closed` when it is too late. */
  edit(id: string, edit: PostEdit): Promise<Post>;
  /** Plans a draft, or moves a planned one. Throws `invalid` (`post-past`), `conflict` (`post-move`). */
  schedule(id: string, plannedAt: Instant, by: string): Promise<Post>;
  cancel(id: string, by: string, why: string): Promise<Post>;
  /** A new draft with the same words. */
  copy(id: string, by: string): Promise<Post>;
  /** Throws `not-found` (`post-unknown`). */
  get(id: string, tx?: Tx): Promise<Post>;
  list(filter?: PostFilter): Promise<readonly Post[]>;
  /** Scheduled posts whose time has come, earliest first, at most 200. */
  due(): Promise<readonly Post[]>;
  /** Newest first. */
  story(id: string): Promise<readonly PostEvent[]>;
  /** Records what the gate and the door decided about a due post, in the caller's transaction. */
  settle(tx: Tx, id: string, outcome: PostOutcome): Promise<Post>;
  /** Marks a scheduled post that is more than a day late as missed; false when it is not. */
  missIfLate(id: string): Promise<boolean>;
}

interface PostDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly posts: PostStore;
}

interface Change {
  readonly to?: PostState;
  readonly set?: Partial<Post>;
  readonly by: string;
  readonly what: string;
  readonly why?: string | null;
}

const mostListed = 1000;
const duePerPass = 200;

export function createPosts(deps: PostDeps): Posts {
  const { db, clock, posts } = deps;
  const get = async (id: string, tx?: Tx): Promise<Post> => {
    const post = await posts.find(id, tx);
    if (post) return post;
    throw notFound({ code: 'post-unknown', message: 'This post is not here any more.' });
  };
  const inTx = (id: string, change: (post: Post) => Change): Promise<Post> =>
    db.transaction(async (tx) => {
      const post = await get(id, tx);
      return save(deps, post, change(post), tx);
    });
  return {
    get,
    list: (filter = {}) => posts.list(filter, mostListed),
    due: () => posts.due(clock.now(), duePerPass),
    story: (id) => posts.story(id),
    create: (draft) => create(deps, draft),
    edit: (id, edit) => inTx(id, (post) => editing(post, edit)),
    schedule: (id, plannedAt, by) =>
      inTx(id, (post) => {
        checkPlan(plannedAt, clock.now());
        const set = { plannedAt, stoppedBy: [] };
        if (post.state === 'SCHEDULED') return { by, what: 'Planned for another time', set };
        return { by, what: 'Scheduled', to: 'SCHEDULED', set };
      }),
    cancel: (id, by, why) => inTx(id, () => ({ by, what: 'Cancelled', why, to: 'CANCELLED' })),
    copy: async (id, by) => {
      const { clientId, campaignId, platform, account, text, media } = await get(id);
      return create(deps, { clientId, campaignId, platform, account, text, media, by });
    },
    settle: async (tx, id, outcome) => {
      const post = await get(id, tx);
      return isAsBefore(post, outcome) ? post : save(deps, post, settled(outcome), tx);
    },
    missIfLate: async (id) => {
      const { state, plannedAt } = await get(id);
      if (state !== 'SCHEDULED' || plannedAt === null) return false;
      if (epochMs(clock.now()) - Date.parse(plannedAt) <= missedAfterMs) return false;
      await inTx(id, () => ({ by: 'AICMO', what: 'Missed', why: 'Its time was more than a day ago.', to: 'MISSED' }));
      return true;
    },
  };
}

async function create({ db, clock, posts }: PostDeps, draft: PostDraft): Promise<Post> {
  const { clientId, campaignId = null, platform, account, text, media = [], by } = draft;
  const links = [...linksIn(text)];
  checkContent({ account, links });
  const now = clock.now();
  const post: Post = {
    ...{ id: newId(clock), version: 1, clientId, campaignId, platform, account: account.trim(), text, links },
    ...{
      media: [...media],
      state: 'DRAFT',
      plannedAt: null,
      stoppedBy: [],
      ledgerId: null,
      createdAt: now,
      updatedAt: now,
    },
  };
  await db.transaction(async (tx) => {
    await posts.insert(post, tx);
    await posts.addEvent({ postId: post.id, at: now, by, what: 'Written', why: null }, tx);
  });
  return post;
}

function editing(post: Post, edit: PostEdit): Change {
  checkEditable(post);
  if (post.version !== edit.version) throw editedByAnother(post);
  const { by, version: _, media, ...content } = edit;
  const set = { ...content, ...(media && { media: [...media] }), links: [...linksIn(content.text ?? post.text)] };
  checkContent({ account: set.account ?? post.account, links: set.links });
  return { by, what: 'Changed', set };
}

/** Held back again for the same reasons: the story would say the same line every minute. */
const isAsBefore = (post: Post, outcome: PostOutcome): boolean =>
  outcome.to === 'SCHEDULED' && JSON.stringify(post.stoppedBy) === JSON.stringify(outcome.stoppedBy);

function settled(outcome: PostOutcome): Change {
  if (outcome.to === 'SCHEDULED') {
    const stoppedBy = [...outcome.stoppedBy];
    return { by: 'AICMO', what: 'Held back', why: stoppedBy.join(' '), set: { stoppedBy } };
  }
  const what = outcome.to === 'SIMULATED' ? 'Simulated: nothing left' : 'Proofed: nothing left';
  return { by: 'AICMO', what, to: outcome.to, set: { ledgerId: outcome.ledgerId, stoppedBy: [] } };
}

async function save({ clock, posts }: PostDeps, post: Post, change: Change, tx: Tx): Promise<Post> {
  if (change.to) checkMove(post.state, change.to);
  const now = clock.now();
  const next: Post = {
    ...post,
    ...change.set,
    state: change.to ?? post.state,
    version: post.version + 1,
    updatedAt: now,
  };
  if (!(await posts.replace(next, post.version, tx))) throw editedByAnother(post);
  const { by, what, why = null } = change;
  await posts.addEvent({ postId: post.id, at: now, by, what, why }, tx);
  return next;
}

const editedByAnother = (post: Post): Error =>
  conflict({
    code: 'post-edited',
    message: 'Somebody changed this post after you opened it. Look at the new version, then change that.',
    details: { version: post.version },
  });
