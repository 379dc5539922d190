// Platforms
export { platformRules } from './platform-rules.ts';
export type { LengthUnit, PlatformRule } from './platform-rules.ts';
export { countPostLength } from './count-post-length.ts';
export type { PostLength } from './count-post-length.ts';
export { postProblems } from './post-problems.ts';
export type { PostProblem } from './post-problems.ts';
// Posts
export { Post, PostEvent, postStates } from './post.ts';
export type { PostState } from './post.ts';
// Listening
export { IngestResult, ListeningSource } from './source.ts';
export { Mention } from './mention.ts';
export { ListeningReport, ReportGap, ReportedMention, SourceReading } from './listening-report.ts';
export { Sentiment, SentimentWord, sentimentLabels } from './sentiment.ts';
