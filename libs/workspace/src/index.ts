// The house
export { openWorkspace } from './lib/workspace.ts';
export type { Workspace, WorkspaceEnv } from './lib/workspace.ts';
export { parseWorkspaceEnv } from './lib/workspace-env.ts';
export { backupPlace } from './lib/backup-place.ts';
// Its schema
export { allMigrations, migrationScopes, readableMigrations } from './lib/migration-sources.ts';
export type { SchemaState } from './lib/schema-state.ts';
// Its checks
export { allSentinels, sentinelLibraries } from './lib/sentinel-sources.ts';
// What needs a person
export type { NeedsYou, Urgency } from './lib/needs-you/needs-you.ts';
// Flows across domains
export { decideStrategy } from './lib/flows/decide-strategy.flow.ts';
export { directionsFromStrategy } from './lib/flows/directions-from-strategy.flow.ts';
export { erasePerson } from './lib/flows/erase-person.flow.ts';
export type { ErasedEverywhere } from './lib/flows/erase-person.flow.ts';
export { repeatErasures } from './lib/flows/repeat-erasures.flow.ts';
export type { RepeatedErasures } from './lib/flows/repeat-erasures.flow.ts';
export { proposeWork } from './lib/flows/propose-work.flow.ts';
export type { ProposedWork } from './lib/flows/propose-work.flow.ts';
export { keepSendingDue } from './lib/flows/send-due-mail.flow.ts';
export type { SendingPass } from './lib/flows/send-due-mail.flow.ts';
// The demonstration
export { seedDemo } from './lib/demo/seed-demo.ts';
export type { DemoReport } from './lib/demo/seed-demo.ts';
export { checkPost, deliverableOf, publishDuePosts, whatStopsPost } from './lib/flows/publish-posts.flow.ts';
export type { PublishingPass } from './lib/flows/publish-posts.flow.ts';
