export { aFeed } from './a-feed.ts';
export type { FeedEntry } from './a-feed.ts';
