// Errors
export {
  AppError,
  conflict,
  forbidden,
  internal,
  invalid,
  isAppError,
  notFound,
  toAppError,
  unauthenticated,
  unavailable,
} from './lib/app-error.ts';
export type { ErrorFacts, ErrorKind } from './lib/app-error.ts';
export { foundSetting } from './lib/found-setting.ts';
// Time
export { systemClock } from './lib/clock.ts';
export type { Clock } from './lib/clock.ts';
export { dayMs, epochMs, hourMs, minuteMs, parseInstant, plusMs, toInstant } from './lib/instant.ts';
export type { Instant } from './lib/instant.ts';
// Identity
export { isId, newId } from './lib/ids.ts';
export type { ActionId, ArtifactId, ArtifactVersionId, AttemptId, BriefId, CampaignId } from './lib/ids.ts';
export type { ClientId, EnrolmentId, Id, LeadId, OperatorTaskId, RunId, StrategyId } from './lib/ids.ts';
// Words
export { channels, platforms } from './lib/channel.ts';
export type { Channel, Platform } from './lib/channel.ts';
export type { Money } from './lib/money.ts';
// Refusals and checks
export { latestNotBefore } from './lib/refusal.ts';
export type { Refusal } from './lib/refusal.ts';
export { runSentinels } from './lib/run-sentinels.ts';
export type { SentinelReport, SentinelRun } from './lib/run-sentinels.ts';
export { defineSentinel } from './lib/sentinel.ts';
export type { Sentinel, SentinelContext, SentinelEvidence, SentinelRemedy } from './lib/sentinel.ts';
export type { SentinelResult, SentinelSeverity, SentinelVerdict } from './lib/sentinel.ts';
