import { dumpSchema } from '@aicmo/core-db';
import type { Command } from '../command.ts';

/** `aicmo db dump-schema`: the live schema as SQL. */
export const dbDumpSchemaCommand: Command = {
  name: 'db dump-schema',
  summary: 'Print the schema as SQL, always in the same order; changes nothing',
  about: [
    'Tables by name, each with its indexes, without rows: what makes the same schema in an empty database. The same schema gives the same text, so two of them can be compared with diff.',
  ],
  examples: [
    ['npx aicmo db dump-schema > schema.sql', 'keep it'],
    ['npx aicmo db dump-schema | diff schema.sql -', 'what has changed since'],
  ],
  run: async ({ env }) => {
    const dump = await dumpSchema(env.databaseUrl);
    return { json: dump, text: `-- ${dump.dbType}, ${dump.tables} tables\n\n${dump.sql.trimEnd()}` };
  },
};
