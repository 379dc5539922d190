import type { DatabaseConnection } from 'kysely';

/** What a transaction may do: write, see one moment without writing, or write as if it were alone. */
export type TransactionMode = 'write' | 'read' | 'serializable';

/** How a transaction is to begin. */
export interface Beginning {
  readonly mode: TransactionMode;
  /** Wait at the end until the disk has it, whatever the connection does otherwise. */
  readonly durable: boolean;
  /** PostgreSQL: the server stops each statement after this many milliseconds; null leaves the connection's own limit. */
  readonly statementTimeoutMs: number | null;
  /** Ends the waiting for a lock; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** One connection of a dialect: what Kysely needs, and what transactions and bulk work need beside it. */
export interface OwnConnection extends DatabaseConnection {
  /** pg's client, or better-sqlite3's database, for what Kysely cannot say. */
  readonly native: unknown;
  begin(beginning: Beginning): Promise<void>;
  /** Throws when nothing was kept, or when nobody knows (`db-commit-unknown`). */
  commit(): Promise<void>;
  /** Never throws: the error that led here must not be hidden. A connection that cannot roll back is not used again. */
  rollback(): Promise<void>;
  /** Ends the statement that runs on this connection, with the session when it must be. Never throws. */
  cancel(): Promise<void>;
}

/** Where the connections of a dialect come from. */
export interface ConnectionSource {
  take(): Promise<OwnConnection>;
  /** A connection that is free and open at this moment, without the way over promises; undefined where there is none. */
  takeNow?(): OwnConnection | undefined;
  giveBack(connection: OwnConnection): void;
  /** Called once, when everything was given back. */
  end(): Promise<void>;
}
