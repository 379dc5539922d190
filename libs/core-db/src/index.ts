// Opening
export { openDatabase } from './lib/open-database.ts';
export type { Database, DbHandle, OpenOptions, Tx } from './lib/open-database.ts';
// The URL
export { validateDatabaseUrl } from './lib/database-url.ts';
export type { DatabaseUrlReport, UrlFinding, UrlRemedy } from './lib/database-url.ts';
export { maskUrl } from './lib/mask-url.ts';
export { isModuleInstalled } from './lib/module-installed.ts';
// The schema
export { bootstrapDatabaseSchema, migrationStatus } from './lib/bootstrap.ts';
export type { BootstrapOptions, BootstrapReport, BootstrapStep } from './lib/bootstrap.ts';
export type { Columns, ColumnType } from './lib/columns.ts';
export { defineMigrations } from './lib/define-migrations.ts';
export type { AppliedMigration, DataStep, Migration, MigrationContext } from './lib/define-migrations.ts';
export type { MigrationName, MigrationSet, MigrationStatus } from './lib/define-migrations.ts';
// Checks
export { dbSentinels } from './lib/sentinels/index.ts';
export type { DbSentinelDeps } from './lib/sentinels/index.ts';
