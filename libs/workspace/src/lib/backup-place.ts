import path from 'node:path';
import { backupFolder } from '@aicmo/core-db';
import type { WorkspaceEnv } from './workspace.ts';

/** The folder of a workspace's backups: `backups` beside its SQLite file, or in AICMO_HOME for a server's database. */
export const backupPlace = ({ home, databaseUrl }: Pick<WorkspaceEnv, 'home' | 'databaseUrl'>): string =>
  databaseUrl.startsWith('postgres') ? path.join(home, 'backups') : backupFolder(databaseUrl);
