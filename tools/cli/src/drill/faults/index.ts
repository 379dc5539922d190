import type { DrillRow } from '../drill-row.ts';
import { migrationRows } from './migrations.rows.ts';
import { modelRows } from './model.rows.ts';
import { postgresRows } from './postgres.rows.ts';
import { runtimeRows } from './runtime.rows.ts';
import { settingsRows } from './settings.rows.ts';
import { sqliteRows } from './sqlite.rows.ts';
import { webAppRows } from './web-app.rows.ts';

/** The rows of the fault matrix, in its order. A row that is made in several ways stands here several times. */
export const allRows: readonly DrillRow[] = [
  ...settingsRows,
  ...sqliteRows,
  ...postgresRows,
  ...migrationRows,
  ...runtimeRows,
  ...modelRows,
  ...webAppRows,
];
