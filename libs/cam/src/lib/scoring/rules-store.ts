import type { DbHandle, Tx } from '@aicmo/core-db';
import { ScoringRules, type RulesVersion } from '../../contract/scoring.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { ScoringRulesRow } from '../db/scoring-tables.ts';

/** Every query on scoring rules. */
export interface RulesStore {
  /** Throws `conflict` (`db-unique`) when the version is taken. */
  insert(tx: Tx, row: ScoringRulesRow): Promise<void>;
  /** Undefined: the client has never had rules of its own. */
  latest(clientId: string, tx?: Tx): Promise<RulesVersion | undefined>;
  find(clientId: string, version: number, tx?: Tx): Promise<RulesVersion | undefined>;
  /** Newest first. */
  list(clientId: string): Promise<readonly RulesVersion[]>;
}

/** Opens the store of scoring rules. */
export function createRulesStore(handle: DbHandle<CamTables>): RulesStore {
  const ofClient = (clientId: string, tx?: Tx) =>
    handle.in(tx).selectFrom('camScoringRules').selectAll().where('clientId', '=', clientId);
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camScoringRules').values(row).execute()),
    latest: async (clientId, tx) => {
      const row = await ofClient(clientId, tx).orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row && versionOf(row);
    },
    find: async (clientId, version, tx) => {
      const row = await ofClient(clientId, tx).where('version', '=', version).executeTakeFirst();
      return row && versionOf(row);
    },
    list: async (clientId) => (await ofClient(clientId).orderBy('version', 'desc').execute()).map(versionOf),
  };
}

const versionOf = (row: ScoringRulesRow): RulesVersion => ({
  version: row.version,
  rules: readJsonColumn(ScoringRules, row.rules, 'cam_scoring_rules.rules'),
  ...{ at: row.createdAt, by: row.createdBy, why: row.why },
});
