import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { Post, type PostEvent, type PostState } from '../../contract/post.ts';
import type { PostEventRow, PostRow, SocialTables } from '../db/social-tables.ts';

/** Which posts a list holds. */
export interface PostFilter {
  readonly clientId?: string;
  readonly states?: readonly PostState[];
  readonly platform?: string;
}

/** Every query over posts. */
export interface PostStore {
  insert(post: Post, tx: Tx): Promise<void>;
  find(id: string, tx?: Tx): Promise<Post | undefined>;
  /** By planned time, those without one first, then the newest first. */
  list(filter: PostFilter, limit: number): Promise<readonly Post[]>;
  /** Replaces `edited` by `post` if it still has that version; false when somebody was quicker. */
  replace(post: Post, edited: number, tx: Tx): Promise<boolean>;
  /** Scheduled posts whose time has come, the earliest first. */
  due(now: string, limit: number): Promise<readonly Post[]>;
  addEvent(row: PostEventRow, tx: Tx): Promise<void>;
  /** Newest first. */
  story(postId: string): Promise<readonly PostEvent[]>;
}

export function createPostStore(db: Database): PostStore {
  const handle = db.handle<SocialTables>('social');
  return {
    ...writes(db),
    find: async (id, tx) => {
      const row = await handle.in(tx).selectFrom('socialPost').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },
    list: async ({ clientId, states, platform }, limit) => {
      let query = handle.in().selectFrom('socialPost').selectAll();
      if (clientId !== undefined) query = query.where('clientId', '=', clientId);
      if (platform !== undefined) query = query.where('platform', '=', platform);
      if (states !== undefined && states.length > 0) query = query.where('state', 'in', [...states]);
      const rows = await query
        .orderBy((e) => e.fn.coalesce('plannedAt', e.val('')))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    due: async (now, limit) => {
      const rows = await handle
        .in()
        .selectFrom('socialPost')
        .selectAll()
        .where('state', '=', 'SCHEDULED')
        .where('plannedAt', '<=', now)
        .orderBy('plannedAt')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    story: (postId) =>
      handle
        .in()
        .selectFrom('socialPostEvent')
        .select(['at', 'by', 'what', 'why'])
        .where('postId', '=', postId)
        .orderBy('seq', 'desc')
        .execute(),
  };
}

function writes(db: Database): Pick<PostStore, 'insert' | 'replace' | 'addEvent'> {
  const handle = db.handle<SocialTables>('social');
  return {
    insert: async (post, tx) => void (await handle.in(tx).insertInto('socialPost').values(toRow(post)).execute()),
    replace: async (post, edited, tx) => {
      const { numUpdatedRows } = await handle
        .in(tx)
        .updateTable('socialPost')
        .set(toRow(post))
        .where('id', '=', post.id)
        .where('version', '=', edited)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    addEvent: async (row, tx) => void (await handle.in(tx).insertInto('socialPostEvent').values(row).execute()),
  };
}

const toRow = (post: Post): PostRow => ({
  ...post,
  links: JSON.stringify(post.links),
  media: JSON.stringify(post.media),
  stoppedBy: JSON.stringify(post.stoppedBy),
});

const fromRow = (row: PostRow): Post =>
  z.parse(Post, {
    ...row,
    links: JSON.parse(row.links),
    media: JSON.parse(row.media),
    stoppedBy: JSON.parse(row.stoppedBy),
  });
