import { finished } from 'node:stream/promises';
import type { CompiledQuery, QueryResult } from 'kysely';
import { internal, isAppError, unavailable } from '@aicmo/core-kernel';
import { BulkRows } from '../bulk/bulk-rows.ts';
import { copyText, recordsJson } from '../bulk/postgres-bulk.ts';
import { driverCodeOf, translateDriverError } from '../driver-errors.ts';
import type { Beginning, OwnConnection } from './connection.ts';
import { writeInRead } from './sqlite-connection.ts';
import { StatementNames } from './statement-names.ts';

/** What a question to PostgreSQL gives. */
export interface PgResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

/** What is used of pg's cursor. */
export interface PgCursor {
  read(rows: number): Promise<unknown[]>;
  close(): Promise<void>;
}

/** What is used of pg's client; it also remembers why its session ended. */
export interface PgClient {
  readonly endedBy: Error | undefined;
  /** Resolves when the session has ended, however that came about. */
  readonly ended: Promise<void>;
  query(text: string, parameters?: readonly unknown[]): Promise<PgResult>;
  /** The server keeps what has a name. */
  query(named: {
    readonly name: string;
    readonly text: string;
    readonly values: readonly unknown[];
  }): Promise<PgResult>;
  /** For pg's other ways to ask: a stream or a cursor. */
  submit<T>(submittable: T): T;
  release(discard?: boolean): void;
  /** Asks the server, over another connection, to stop what runs on this one. */
  cancel(): Promise<void>;
  /** Asks the server, over another connection, whether it works on something for this one. */
  isWorking(): Promise<boolean>;
  /** Drops the session without a word; what waits for an answer gets the error. */
  abandon(error: Error): void;
}

/** The name is not known or taken, behind a pooler that changed the session; or the tables have changed since. */
const nameRefusals: readonly string[] = ['26000', '42P05', '0A000'];
const counted = ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'];
const rowsAtOnce = 500;

/** A session with a PostgreSQL server. */
export class PostgresConnection implements OwnConnection {
  readonly native: PgClient;
  readonly #silenceMs: number;
  #mode: Beginning['mode'] | undefined;
  #isBroken = false;
  readonly #names = new StatementNames();

  /** @param silenceMs after how long without an answer the server is asked whether it is still there. */
  constructor(native: PgClient, silenceMs: number) {
    this.native = native;
    this.#silenceMs = silenceMs;
  }

  /** Whether the session must not be used again. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#ask(query.sql, query.parameters);
    const result = { rows: rows as R[] }; // the caller's promise about its query
    return counted.includes(command) ? { ...result, numAffectedRows: BigInt(rowCount ?? 0) } : result;
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    const { default: Cursor } = await import('pg-cursor');
    const cursor: PgCursor = this.native.submit(new Cursor(sql, [...parameters]));
    let hasFailed = false;
    try {
      for (;;) {
        const rows = await cursor.read(rowsAtOnce);
        if (rows.length === 0) return;
        yield { rows: rows as R[] }; // the caller's promise about its query
      }
    } catch (error) {
      hasFailed = true;
      throw this.#translate(error);
    } finally {
      // A cursor that failed is closed, and a session that ends meanwhile would never answer.
      if (!hasFailed) await Promise.race([cursor.close(), this.native.ended]);
    }
  }

  async begin({ mode, durable, statementTimeoutMs }: Beginning): Promise<void> {
    const how = {
      write: 'begin',
      // One moment for all of its statements, as on SQLite; it can meet no conflict.
      read: 'begin isolation level repeatable read read only',
      serializable: 'begin isolation level serializable',
    };
    const more = durable ? ['set local synchronous_commit = on'] : [];
    if (statementTimeoutMs !== null)
      more.push(`set local statement_timeout = ${Math.max(1, Math.ceil(statementTimeoutMs))}`);
    await this.#ask([how[mode], ...more].join('; '));
    this.#mode = mode;
  }

  async commit(): Promise<void> {
    const { command } = await this.#ask('commit').catch((error: unknown) => {
      throw translateDriverError(error).code === 'db-session-ended' ? commitUnknown(error) : error;
    });
    this.#mode = undefined;
    // The answer to COMMIT when an earlier statement has failed.
    if (command === 'ROLLBACK') {
      throw internal({
        code: 'db-transaction-failed',
        message: 'Nothing of the transaction was kept, because one of its statements had failed. Let its error out.',
      });
    }
  }

  async rollback(): Promise<void> {
    this.#mode = undefined;
    try {
      await this.native.query('rollback');
    } catch (error) {
      // The server rolls back a session that ends; the error that led here is the one that counts.
      this.#isBroken = true;
      void error;
    }
  }

  async cancel(): Promise<void> {
    try {
      await this.native.cancel();
    } catch (error) {
      // Who cannot be asked to stop will not answer either.
      this.native.abandon(silent(error));
    }
  }

  async #ask(text: string, parameters?: readonly unknown[]): Promise<PgResult> {
    const watch = setInterval(() => void this.#look(), this.#silenceMs);
    try {
      const first = parameters?.[0];
      if (first instanceof BulkRows) return await this.#bulk(text, first);
      const name = parameters?.length && !this.#mode ? this.#names.of(text) : undefined;
      if (name !== undefined) return await this.#askByName(name, text, parameters ?? []);
      const result: PgResult | readonly PgResult[] = await this.native.query(text, parameters);
      // Several statements at once give a list.
      return Array.isArray(result) ? (result.at(-1) as PgResult) : (result as PgResult);
    } catch (error) {
      throw this.#translate(error);
    } finally {
      clearInterval(watch);
    }
  }

  /** Outside of transactions only, where a statement that was refused for its name can be asked once more without. */
  async #askByName(name: string, text: string, values: readonly unknown[]): Promise<PgResult> {
    try {
      return await this.native.query({ name, text, values });
    } catch (error) {
      if (!nameRefusals.includes(driverCodeOf(error))) throw error;
      this.#names.stop();
      return this.native.query(text, values);
    }
  }

  /** A server that hangs, or a network that lost its answer, would be waited for for ever. */
  async #look(): Promise<void> {
    try {
      if (await this.native.isWorking()) return;
      this.native.abandon(silent(undefined));
    } catch (error) {
      this.native.abandon(silent(error));
    }
  }

  async #bulk(text: string, rows: BulkRows): Promise<PgResult> {
    if (rows.target.onConflict !== 'fail') return this.native.query(text, [recordsJson(rows)]);
    const bytes = copyText(rows);
    const { from } = await import('pg-copy-streams');
    const stream = this.native.submit(from(text));
    await finished(stream.end(bytes));
    return { command: 'COPY', rowCount: stream.rowCount, rows: [] };
  }

  #translate(error: unknown): Error {
    const { endedBy } = this.native;
    if (endedBy) this.#isBroken = true;
    if (isAppError(endedBy)) return endedBy;
    // What pg says of a session that ended has no code; what ended it may have one.
    const isBare = typeof (error as { code?: unknown } | null)?.code !== 'string';
    const found = translateDriverError(endedBy && isBare ? sessionEnded(endedBy) : error);
    // Its end is on the way, and nobody should get it from the pool before.
    if (found.code === 'db-session-ended') this.#isBroken = true;
    return found.code === 'db-read-only' && this.#mode === 'read' ? writeInRead(found) : found;
  }
}

function sessionEnded(by: Error): unknown {
  if (typeof (by as { code?: unknown }).code === 'string') return by;
  return Object.assign(new Error('The session ended', { cause: by }), { code: 'ECONNRESET' });
}

const commitUnknown = (cause: unknown): Error =>
  unavailable({
    code: 'db-commit-unknown',
    message:
      'The connection to the database broke while a transaction was being committed, so nobody knows whether it was kept. Look before you do it again.',
    cause,
  });

const silent = (cause: unknown): Error =>
  unavailable({
    code: 'db-no-answer',
    message:
      'The database server took a statement and does not answer any more, so the connection was dropped. Look whether the server and the network are well: npx aicmo db status',
    cause,
    details: { driverCode: 'unknown' },
  });
