import type { SchemaState } from '@aicmo/workspace';
import { maskUrl } from '@aicmo/core-db';
import { exitCodes, type Command } from '../command.ts';

/** `aicmo db status`: how the database stands to this code; changes nothing. */
export const dbStatusCommand: Command = {
  name: 'db status',
  summary: 'Say whether the database is there and up to date; changes nothing',
  run: async ({ env, workspace }) => {
    const schema = await (await workspace()).schema();
    const databaseUrl = maskUrl(env.databaseUrl);
    return {
      json: { databaseUrl, ...schema },
      text: `Database: ${databaseUrl}\n${sentence(schema)}`,
      exitCode: statusOf(schema),
    };
  },
};

function sentence(schema: SchemaState): string {
  switch (schema.state) {
    case 'ok':
      return `Up to date: ${schema.applied} migrations applied.`;
    case 'missing':
      return 'There are no tables yet. Type: npx aicmo db bootstrap';
    case 'behind':
      return `${schema.pending.length} migrations are waiting. Type: npx aicmo db bootstrap`;
    case 'newer':
      return `A newer version of AICMO has changed this database (${schema.unknown.length} migrations). Start that version.`;
    case 'unreachable':
      return schema.message;
  }
}

function statusOf({ state }: SchemaState): number {
  if (state === 'ok') return exitCodes.done;
  if (state === 'unreachable') return exitCodes.couldNotRun;
  return state === 'newer' ? exitCodes.failed : exitCodes.actionNeeded;
}
