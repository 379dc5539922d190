import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { ListeningReport } from '../../contract/listening-report.ts';
import type { ReportRow, SocialTables } from '../db/social-tables.ts';

/** A report with where it is kept. */
export interface StoredReport {
  readonly id: string;
  readonly clientId: string;
  readonly madeBy: string;
  readonly report: ListeningReport;
}

/** Every query over reports. */
export interface ReportStore {
  insert(row: ReportRow, tx: Tx): Promise<void>;
  find(id: string): Promise<StoredReport | undefined>;
  /** Newest first. */
  list(clientId: string | undefined, limit: number): Promise<readonly StoredReport[]>;
}

export function createReportStore(db: Database): ReportStore {
  const handle = db.handle<SocialTables>('social');
  return {
    insert: async (row, tx) => void (await handle.in(tx).insertInto('socialReport').values(row).execute()),
    find: async (id) => {
      const row = await handle.in().selectFrom('socialReport').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },
    list: async (clientId, limit) => {
      const all = handle.in().selectFrom('socialReport').selectAll();
      const rows = await (clientId === undefined ? all : all.where('clientId', '=', clientId))
        .orderBy('madeAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

const fromRow = ({ id, clientId, madeBy, report }: ReportRow): StoredReport => ({
  ...{ id, clientId, madeBy },
  report: z.parse(ListeningReport, JSON.parse(report)),
});
