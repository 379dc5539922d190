import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { ReadDocument } from './listening/read-source.ts';
import { createMentions, type Mentions } from './mentions/mention-service.ts';
import { createMentionStore } from './mentions/mention-store.ts';
import { createPosts, type Posts } from './posts/post-service.ts';
import { createPostStore } from './posts/post-store.ts';
import { createReports, type Reports } from './reports/report-service.ts';
import { createReportStore } from './reports/report-store.ts';
import { createSources, type Sources } from './sources/source-service.ts';
import { createSourceStore } from './sources/source-store.ts';

/** What social needs from outside. */
export interface SocialDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Fetches a feed's document: the egress door. Without it only documents that are handed in are read. */
  readonly read?: ReadDocument;
}

/** Listening, and posts on their way. */
export interface Social {
  readonly sources: Sources;
  readonly mentions: Mentions;
  readonly reports: Reports;
  readonly posts: Posts;
}

/** The social library over one database. Nothing is read or written until a method is called. */
export function createSocial({ db, clock, read }: SocialDeps): Social {
  const sources = createSourceStore(db);
  const mentions = createMentionStore(db);
  return {
    sources: createSources({ db, clock, read, sources, mentions }),
    mentions: createMentions({ db, clock, mentions }),
    reports: createReports({ db, clock, sources, mentions, reports: createReportStore(db) }),
    posts: createPosts({ db, clock, posts: createPostStore(db) }),
  };
}
