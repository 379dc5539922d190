// Listening
export { generateListeningReport } from './lib/listening/generate-listening-report.ts';
export type { ListeningInput } from './lib/listening/generate-listening-report.ts';
export type { ReadDocument, SourceToRead } from './lib/listening/read-source.ts';
export { ListeningReport } from './contract/listening-report.ts';
export { scoreSentiment } from './lib/sentiment/score-sentiment.ts';
export type { Sentiment, SentimentWord } from './contract/sentiment.ts';
export type { Sources } from './lib/sources/source-service.ts';
export type { IngestResult, ListeningSource } from './contract/source.ts';
export type { Mentions } from './lib/mentions/mention-service.ts';
export type { Mention } from './contract/mention.ts';
export type { Reports } from './lib/reports/report-service.ts';
export type { StoredReport } from './lib/reports/report-store.ts';
// Platforms and posts
export { platformRules } from './contract/platform-rules.ts';
export type { PlatformRule } from './contract/platform-rules.ts';
export { countPostLength } from './contract/count-post-length.ts';
export type { PostLength } from './contract/count-post-length.ts';
export { postProblems } from './contract/post-problems.ts';
export type { Posts } from './lib/posts/post-service.ts';
export type { Post, PostState } from './contract/post.ts';
// The library
export { createSocial } from './lib/social.ts';
export type { Social, SocialDeps } from './lib/social.ts';
export { socialMigrations } from './lib/db/migrations/index.ts';
export { socialSentinels } from './lib/sentinels/index.ts';
