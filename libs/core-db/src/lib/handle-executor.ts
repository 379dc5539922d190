import { DefaultQueryExecutor, Kysely, type CompiledQuery, type Dialect, type QueryResult } from 'kysely';
import type {
  AbortableQueryOptions,
  DatabaseConnection,
  Driver,
  QueryCompiler,
  QueryId,
  RootOperationNode,
} from 'kysely';
import { refuseUnstorable } from './portable/refuse-unstorable.ts';
import type { ScopeGuard } from './scope-guard.ts';

/** Who lends the connections of a handle's statements: the driver, or the transaction that is open. */
export interface Lender {
  take(): Promise<DatabaseConnection>;
  /** One that is free at this moment; undefined where it has to be waited for. */
  takeNow(): DatabaseConnection | undefined;
  giveBack(connection: DatabaseConnection): void;
}

/** What a handle's builder is made of. */
export interface BuilderParts {
  readonly dialect: Dialect;
  /** Of the dialect, watched by the guard. */
  readonly compiler: QueryCompiler;
  readonly driver: Driver;
  readonly lender: Lender;
  readonly guard: ScopeGuard;
}

/** The query builder of a handle: Kysely's, over a shorter way to the connection. */
export function handleBuilder(parts: BuilderParts): Kysely<Record<string, Record<string, unknown>>> {
  const { dialect, driver } = parts;
  return new Kysely({ config: { dialect }, dialect, driver, executor: new HandleExecutor(parts) });
}

/**
 * Takes a connection, runs, gives it back and maps the rows in one step. Kysely's own executor hands each statement
 * through a dozen promises on its way, which takes as long as reading a row of SQLite does.
 */
class HandleExecutor extends DefaultQueryExecutor {
  readonly #lender: Lender;
  readonly #guard: ScopeGuard;

  constructor({ dialect, compiler, lender, guard }: BuilderParts) {
    super(compiler, dialect.createAdapter(), providing(lender), [guard]);
    this.#lender = lender;
    this.#guard = guard;
  }

  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    const query = super.compileQuery(node, queryId);
    for (const value of query.parameters) refuseUnstorable(value);
    return query;
  }

  override async executeQuery<R>(query: CompiledQuery, options?: AbortableQueryOptions): Promise<QueryResult<R>> {
    if (options?.signal) return super.executeQuery(query, options);
    const connection = this.#lender.takeNow() ?? (await this.#lender.take());
    try {
      return this.#guard.withOwnNames(query.sql, await connection.executeQuery<R>(query));
    } finally {
      this.#lender.giveBack(connection);
    }
  }
}

/** The long way, for statements that may be aborted and for rows one by one. */
const providing = (lender: Lender) => ({
  provideConnection: async <T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> => {
    const connection = await lender.take();
    try {
      return await consumer(connection);
    } finally {
      lender.giveBack(connection);
    }
  },
});
