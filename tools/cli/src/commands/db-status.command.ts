import type { SchemaState } from '@aicmo/workspace';
import { maskUrl } from '@aicmo/core-db';
import { exitCodes, type Command } from '../command.ts';

/** `aicmo db status`: how the database stands to this code; changes nothing. */
export const dbStatusCommand: Command = {
  name: 'db status',
  summary: 'Say whether the database is there and up to date; changes nothing',
  about: [
    'Compares the journal of migrations in the database with this code: what waits, what a newer version has applied, what was edited, lost, moved or interrupted. It makes nothing, not even an empty file.',
  ],
  statuses: [
    [exitCodes.done, 'up to date'],
    [exitCodes.failed, 'a bootstrap would refuse; the text says why and what to type'],
    [exitCodes.actionNeeded, 'no tables yet, migrations wait, or a bootstrap runs just now'],
    [exitCodes.couldNotRun, 'the database does not answer'],
  ],
  run: async ({ env, workspace }) => {
    const schema = await (await workspace()).schema();
    const databaseUrl = maskUrl(env.databaseUrl);
    return {
      json: { databaseUrl, ...schema },
      text: `Database: ${databaseUrl}\n${schemaInWords(schema)}`,
      exitCode: statusOf(schema),
    };
  },
};

function schemaInWords(schema: SchemaState): string {
  switch (schema.state) {
    case 'ok':
      return `Up to date: ${schema.applied} migrations applied.`;
    case 'missing':
      return 'There are no tables yet. Type: npx aicmo db bootstrap';
    case 'behind':
      return `${schema.pending.length === 1 ? 'One migration waits' : `${schema.pending.length} migrations wait`}: ${schema.pending.map(({ scope, name }) => `${scope}/${name}`).join(', ')}. Type: npx aicmo db bootstrap`;
    case 'newer':
      return `A newer version of AICMO has changed this database (${schema.unknown.length} migrations). Start that version.`;
    case 'blocked':
      return [schema.message, schema.remedy.text, ...schema.remedy.commands.map((command) => `  ${command}`)].join(
        '\n',
      );
    case 'unreachable':
      return schema.message;
  }
}

function statusOf(schema: SchemaState): number {
  if (schema.state === 'ok') return exitCodes.done;
  if (schema.state === 'unreachable') return exitCodes.couldNotRun;
  if (schema.state === 'missing' || schema.state === 'behind') return exitCodes.actionNeeded;
  return schema.state === 'blocked' && schema.why === 'running' ? exitCodes.actionNeeded : exitCodes.failed;
}
