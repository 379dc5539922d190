import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { isAppError } from '@aicmo/core-kernel';
import type { ConnectionSource, OwnConnection } from './dialects/connection.ts';
import { redactSql } from './redact-sql.ts';

/** A statement that took long. It holds no value: neither a parameter nor one that stood in the text. */
export interface SlowQuery {
  /** The statement, its values replaced by `?`; cut after 2000 characters. */
  readonly sql: string;
  /** How many parameters it had. */
  readonly parameters: number;
  readonly durationMs: number;
  /** How many rows it gave or changed; null when it failed. */
  readonly rows: number | null;
  /** The code with which it failed, or null. */
  readonly failed: string | null;
}

/** Who wants to know of which statements. */
export interface SlowQueryWatch {
  /** From how many milliseconds on. */
  readonly slowQueryMs: number;
  readonly onSlowQuery: (query: SlowQuery) => void;
}

const longestText = 2000;

/** The same connections, watched for slow statements. */
export function watchingSlowQueries(source: ConnectionSource, watch: SlowQueryWatch): ConnectionSource {
  const watched = new WeakSet<DatabaseConnection>();
  return {
    take: async () => {
      const connection = await source.take();
      if (!watched.has(connection)) watchConnection(connection, watch);
      watched.add(connection);
      return connection;
    },
    giveBack: (connection) => source.giveBack(connection),
    end: () => source.end(),
  };
}

function watchConnection(connection: OwnConnection, watch: SlowQueryWatch): void {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    const started = performance.now();
    try {
      const result = await execute<R>(query);
      tell(watch, query, started, { rows: Number(result.numAffectedRows ?? result.rows.length), failed: null });
      return result;
    } catch (error) {
      tell(watch, query, started, { rows: null, failed: isAppError(error) ? error.code : 'unexpected' });
      throw error;
    }
  };
}

function tell(
  { slowQueryMs, onSlowQuery }: SlowQueryWatch,
  { sql, parameters }: CompiledQuery,
  started: number,
  outcome: Pick<SlowQuery, 'rows' | 'failed'>,
): void {
  const durationMs = Math.round(performance.now() - started);
  if (durationMs < slowQueryMs) return;
  const text = redactSql(sql).replace(/\s+/g, ' ').trim();
  const shown = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  onSlowQuery({ sql: shown, parameters: parameters.length, durationMs, ...outcome });
}
