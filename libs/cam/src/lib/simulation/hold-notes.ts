import type { Database } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { OrchestratorRun } from '../../contract/orchestrator-run.ts';
import { StoredRefusal } from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** What kept messages from going: a message that went keeps no reasons, so that they are noted when they are given. */
export interface HoldNotes {
  /** By attempt, as they stood last. */
  readonly holds: ReadonlyMap<string, readonly StoredRefusal[]>;
  /** Notes what a run put off. */
  take(run: OrchestratorRun): Promise<void>;
}

/** Opens notes on the runs of one database. */
export function openHoldNotes(db: Database): HoldNotes {
  const holds = new Map<string, readonly StoredRefusal[]>();
  return {
    holds,
    take: async ({ id, counters }) => {
      if (counters.scheduled === 0) return;
      const rows = await db
        .handle<CamTables>('cam')
        .in()
        .selectFrom('camOrchestratorRunItem as item')
        .innerJoin('camOutreachAttempt as a', 'a.id', 'item.attemptId')
        .select(['a.id', 'a.reasons'])
        .where('item.runId', '=', id)
        .where('item.outcome', '=', 'SCHEDULED')
        .where('a.status', '=', 'SCHEDULED')
        .execute();
      for (const row of rows) {
        holds.set(row.id, readJsonColumn(z.array(StoredRefusal), row.reasons, 'cam_outreach_attempt.reasons'));
      }
    },
  };
}
