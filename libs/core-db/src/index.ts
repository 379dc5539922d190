// Opening
export { openDatabase } from './lib/open-database.ts';
export type { Database, DbHandle, OpenOptions, SlowQuery, TransactionOptions, Tx } from './lib/open-database.ts';
export { openScratchDatabase } from './lib/open-scratch-database.ts';
export { createDatabaseWorker } from './lib/worker/create-database-worker.ts';
export type { DatabaseJob, DatabaseWorker, JobHouse } from './lib/worker/create-database-worker.ts';
export { serveDatabaseJobs } from './lib/worker/serve-database-jobs.ts';
// The URL
export { validateDatabaseUrl } from './lib/database-url.ts';
export type { DatabaseUrlReport, UrlFinding, UrlRemedy } from './lib/database-url.ts';
export { maskUrl } from './lib/mask-url.ts';
export { isModuleInstalled } from './lib/module-installed.ts';
// Statements that mean the same on both
export { keyset } from './lib/portable/keyset.ts';
export { quicklyCounted, rowMark } from './lib/portable/row-mark.ts';
export { openTextFinder, type TextFinder, type TextIndex } from './lib/portable/text-index.ts';
export { containing, foldCase, startingWith, unindexed } from './lib/portable/text-search.ts';
export { deferIndexes, restoreIndexes } from './lib/indexes/deferred-indexes.ts';
// The schema
export { bootstrapDatabaseSchema, migrationStatus } from './lib/bootstrap.ts';
export type { BootstrapOptions, BootstrapReport, BootstrapStep } from './lib/bootstrap.ts';
export type { Columns, ColumnType } from './lib/columns.ts';
export { defineMigrations } from './lib/define-migrations.ts';
export type { AppliedMigration, DataStep, Migration, MigrationContext } from './lib/define-migrations.ts';
export type { MigrationName, MigrationSet, MigrationStatus } from './lib/define-migrations.ts';
export { verifySchema, type SchemaReport, type VerifyOptions } from './lib/schema/verify-schema.ts';
export { dumpSchema, type SchemaDump } from './lib/schema/dump-schema.ts';
// Backups and moving house
export { backupDatabase, type BackupOptions, type BackupReport } from './lib/backup/backup-database.ts';
export { backupFolder } from './lib/backup/backup-place.ts';
export { checkBackup, type BackupCheck } from './lib/backup/check-backup.ts';
export { listBackups, type ListedBackup } from './lib/backup/list-backups.ts';
export { restoreDatabase, type RestoreOptions, type RestoreReport } from './lib/backup/restore-database.ts';
export { copyDatabase } from './lib/copy/copy-database.ts';
export type { CopyOptions, CopyProgress, CopyReport } from './lib/copy/copy-database.ts';
export { compactDatabase } from './lib/compact/compact-database.ts';
export type { CompactReport } from './lib/compact/compact-database.ts';
export type { DatabaseFinding, Remedy } from './lib/finding.ts';
// Checks
export { dbSentinels, type DbSentinelDeps } from './lib/sentinels/index.ts';
