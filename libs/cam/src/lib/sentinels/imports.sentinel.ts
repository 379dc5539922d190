import type { Database } from '@aicmo/core-db';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { isInterrupted } from '../import/import-rules.ts';

/** Whether an import stopped before its end and nobody has taken it up again. */
export const importsSentinel = (db: Database): Sentinel =>
  defineSentinel({
    id: 'cam-imports',
    title: 'Imports have come to their end',
    severity: 'warning',
    reasons: {
      'cam-import-stopped': {
        cause: 'The program ended, or the database went away, while a list was being imported.',
        cure: 'Import the same file again: it goes on from there, and nothing is done twice.',
      },
    },
    run: async ({ clock }) => {
      const batches = await db
        .handle<CamTables>('cam')
        .in()
        .selectFrom('camImportBatch')
        .select(['fileName', 'status', 'heartbeatAt', 'runner', 'rowsDone', 'rowsTotal'])
        .where('status', 'in', ['RUNNING', 'FAILED'])
        .orderBy('startedAt', 'desc')
        .execute();
      const stopped = batches.filter((batch) => batch.status === 'FAILED' || isInterrupted(batch, clock.now()));
      const [latest] = stopped;
      if (!latest) return { verdict: 'pass', summary: 'No import stands half-way.', evidence: { stopped: 0 } };
      return {
        verdict: 'fail',
        reason: 'cam-import-stopped',
        summary: `“${latest.fileName}” stopped after ${latest.rowsDone} of ${latest.rowsTotal} rows.`,
        evidence: { stopped: stopped.length },
        remedy: {
          text: 'Import the same file again: it goes on from there, and nothing is done twice.',
          commands: [],
        },
      };
    },
  });
