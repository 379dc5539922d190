import { internal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Database, Tx } from '@aicmo/core-db';
import { StrategyLayer, StrategyState, type Strategy } from '../../contract/strategy.ts';
import type { DocumentVersionRow, StrategyTables } from '../db/strategy-tables.ts';
import { completenessOf } from './draft-rules.ts';

/** Which strategies a list holds. */
export interface StrategyFilter {
  readonly clientId?: string;
}

/** How far the newest version of a strategy is. */
export interface StrategyProgress {
  readonly id: string;
  readonly state: StrategyState;
  readonly briefVersion: number;
}

/** Every query over strategies. */
export interface StrategyStore {
  /** Makes the brief's strategy if there is none, without a version, and gives its id and newest version. */
  ensure(
    row: { id: string; clientId: string; briefId: string; createdAt: string },
    tx: Tx,
  ): Promise<{ id: string; version: number }>;
  /** Adds a version if `version - 1` is still the newest; false when somebody else was quicker. */
  insertNext(strategy: Strategy, tx: Tx): Promise<boolean>;
  /** The newest version, or the named one. */
  find(id: string, version?: number, tx?: Tx): Promise<Strategy | undefined>;
  /** The newest version of each, the last made first. */
  newest(filter: StrategyFilter): Promise<readonly Strategy[]>;
  versions(id: string): Promise<readonly Strategy[]>;
  /** How far the newest version of each brief's strategy is, by the id of the brief. */
  progressByBrief(): Promise<ReadonlyMap<string, StrategyProgress>>;
  /** Moves one version from one state to another; false when it was no longer in the first. */
  move(id: string, version: number, from: StrategyState, to: StrategyState, tx: Tx): Promise<boolean>;
}

export function createStrategyStore(db: Database): StrategyStore {
  const handle = db.handle<StrategyTables>('strategy');
  const joined = (tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('strategyDocument as document')
      .innerJoin('strategyDocumentVersion as version', 'version.strategyId', 'document.id')
      .selectAll('version')
      .select(['document.clientId', 'document.briefId']);
  return {
    ...writes(db),
    find: async (id, version, tx) => {
      const one = joined(tx).where('document.id', '=', id);
      const row = await (
        version === undefined
          ? one.whereRef('version.version', '=', 'document.version')
          : one.where('version.version', '=', version)
      ).executeTakeFirst();
      return row && fromRow(row);
    },
    newest: async ({ clientId }) => {
      const all = joined().whereRef('version.version', '=', 'document.version');
      const rows = await (clientId === undefined ? all : all.where('document.clientId', '=', clientId))
        .orderBy('version.madeAt', 'desc')
        .orderBy('document.id', 'desc')
        .execute();
      return rows.map(fromRow);
    },
    versions: async (id) => {
      const rows = await joined().where('document.id', '=', id).orderBy('version.version', 'desc').execute();
      return rows.map(fromRow);
    },
    progressByBrief: async () => {
      const rows = await handle
        .in()
        .selectFrom('strategyDocument as document')
        .innerJoin('strategyDocumentVersion as version', (join) =>
          join.onRef('version.strategyId', '=', 'document.id').onRef('version.version', '=', 'document.version'),
        )
        .select(['document.id', 'document.briefId', 'version.state', 'version.briefVersion'])
        .execute();
      return new Map(
        rows.map(({ id, briefId, state, briefVersion }) => [
          briefId,
          { id, state: StrategyState.parse(state), briefVersion },
        ]),
      );
    },
  };
}

function writes(db: Database): Pick<StrategyStore, 'ensure' | 'insertNext' | 'move'> {
  const handle = db.handle<StrategyTables>('strategy');
  return {
    ensure: async (row, tx) => {
      const documents = handle.in(tx);
      await documents
        .insertInto('strategyDocument')
        .values({ ...row, version: 0 })
        .onConflict((conflict) => conflict.columns(['briefId']).doNothing())
        .execute();
      return documents
        .selectFrom('strategyDocument')
        .select(['id', 'version'])
        .where('briefId', '=', row.briefId)
        .executeTakeFirstOrThrow();
    },
    insertNext: async (strategy, tx) => {
      const moved = await handle
        .in(tx)
        .updateTable('strategyDocument')
        .set({ version: strategy.version })
        .where('id', '=', strategy.id)
        .where('version', '=', strategy.version - 1)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await handle.in(tx).insertInto('strategyDocumentVersion').values(toRow(strategy)).execute();
      return true;
    },
    move: async (id, version, from, to, tx) => {
      const moved = await handle
        .in(tx)
        .updateTable('strategyDocumentVersion')
        .set({ state: to })
        .where('strategyId', '=', id)
        .where('version', '=', version)
        .where('state', '=', from)
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },
  };
}

function toRow(strategy: Strategy): DocumentVersionRow {
  const { id, version, briefVersion, state, company, layers, hash, madeBy, madeAt } = strategy;
  return {
    strategyId: id,
    version,
    briefVersion,
    state,
    company,
    layers: JSON.stringify(layers),
    hash,
    madeBy,
    madeAt,
  };
}

const stored = z.object({ layers: z.array(StrategyLayer), state: StrategyState });

function fromRow(row: DocumentVersionRow & { clientId: string; briefId: string }): Strategy {
  const read = stored.safeParse({ layers: JSON.parse(row.layers), state: row.state });
  const { strategyId: id, clientId, briefId, briefVersion, version, company, hash, madeBy, madeAt } = row;
  if (!read.success) {
    throw internal({
      code: 'strategy-unreadable',
      message: `Version ${version} of a stored strategy cannot be read. Restore it from a backup; nothing was changed.`,
      details: { strategyId: id, version },
      cause: read.error,
    });
  }
  const { layers, state } = read.data;
  const completeness = completenessOf(layers);
  return { id, clientId, briefId, briefVersion, version, state, company, layers, completeness, hash, madeBy, madeAt };
}
