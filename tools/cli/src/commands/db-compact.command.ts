import { compactDatabase, maskUrl } from '@aicmo/core-db';
import type { Command } from '../command.ts';

/** `aicmo db compact`: the bytes of what was deleted go. */
export const dbCompactCommand: Command = {
  name: 'db compact',
  summary: 'Write the database anew, without the bytes of what was deleted',
  about: [
    'A delete leaves its bytes in free pages of a SQLite file until they are used again. This writes the file anew, 1 to 5 s for each 100 MB, and needs as much free space; reading goes on, and a write waits. Erasing a person does it by itself up to 256 MB. PostgreSQL: a VACUUM, which stops nobody; its own log and backups are the server’s matter. Backups are not touched.',
  ],
  run: async (context) => {
    const report = await compactDatabase({ url: context.env.databaseUrl });
    const text =
      report.deleted === 'gone'
        ? `${maskUrl(context.env.databaseUrl)} was written anew in ${report.tookMs} ms: its files hold nothing of what was deleted.`
        : `Done in ${report.tookMs} ms: no statement can read what was deleted; a reader or the server keeps bytes of it for a while.`;
    return { json: report, text };
  },
};
