// Briefs
export { Brief } from './contract/brief.ts';
export type { BriefSummary, MissingField } from './contract/brief.ts';
export type { BriefContent } from './contract/brief-content.ts';
export type { Briefs } from './lib/briefs/brief-service.ts';
// Strategies
export { Strategy } from './contract/strategy.ts';
export type { Statement, StrategyLayer, StrategyState, StrategyVersion } from './contract/strategy.ts';
export type { DraftOutcome, Strategies } from './lib/strategies/strategy-service.ts';
export type { StrategyApprovals } from './lib/strategies/strategy-approvals.ts';
// The library
export { createStrategy } from './lib/strategy.ts';
export type { StrategyDeps, StrategyLibrary } from './lib/strategy.ts';
export { strategyMigrations } from './lib/db/migrations/index.ts';
export { strategySentinels } from './lib/sentinels/index.ts';
