import { bootstrapDatabaseSchema } from '@aicmo/core-db';
import { allMigrations } from '@aicmo/workspace';
import type { Command } from '../command.ts';

/** `aicmo db bootstrap`: the explicit step that makes or updates the tables. */
export const dbBootstrapCommand: Command = {
  name: 'db bootstrap',
  summary: 'Create the database, or bring it to this version',
  run: async ({ env, progress }) => {
    const report = await bootstrapDatabaseSchema({
      url: env.databaseUrl,
      migrations: await allMigrations(),
      onStep: ({ scope, name, tookMs }) => progress(`  ${scope}/${name} (${tookMs} ms)`),
    });
    const { applied, tablesBefore, tablesAfter, databaseUrl, tookMs } = report;
    const did =
      applied.length === 0
        ? 'The database was up to date; nothing was changed.'
        : `Applied ${applied.length} migrations in ${tookMs} ms.`;
    return {
      json: report,
      text: [
        `Database: ${databaseUrl}`,
        did,
        `Tables before: ${tablesBefore.length}, after: ${tablesAfter.length}.`,
      ].join('\n'),
    };
  },
};
