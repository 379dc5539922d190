import { CompiledQuery, type Driver, type TransactionSettings } from 'kysely';
import { unavailable } from '@aicmo/core-kernel';
import type { ConnectionSource, OwnConnection } from './connection.ts';

/**
 * Lends connections, to Kysely and to transactions. It knows who still has one, so that closing waits for running
 * work and refuses new work (`db-closed`).
 */
export class LeasingDriver implements Driver {
  readonly #source: ConnectionSource;
  readonly #beforeLease: () => void;
  #leases = 0;
  #whenIdle: (() => void) | undefined;
  #ended: Promise<void> | undefined;

  /** @param beforeLease called before each lease; may throw. */
  constructor(source: ConnectionSource, beforeLease: () => void = () => undefined) {
    this.#source = source;
    this.#beforeLease = beforeLease;
  }

  async init(): Promise<void> {
    // The source connects at the first lease.
  }

  async acquireConnection(): Promise<OwnConnection> {
    this.#beforeLease();
    if (this.#ended) {
      throw unavailable({
        code: 'db-closed',
        message: 'The database was closed by this program, and something still asked for it. Open it again.',
      });
    }
    this.#leases += 1;
    try {
      return await this.#source.take();
    } catch (error) {
      this.#returned();
      throw error;
    }
  }

  /** A connection that is free at this moment; undefined where one has to be waited for. */
  takeNow(): OwnConnection | undefined {
    this.#beforeLease();
    const connection = this.#ended ? undefined : this.#source.takeNow?.();
    if (connection) this.#leases += 1;
    return connection;
  }

  async releaseConnection(connection: OwnConnection): Promise<void> {
    this.giveBack(connection);
  }

  /** `releaseConnection`, done at once. */
  giveBack(connection: OwnConnection): void {
    this.#source.giveBack(connection);
    this.#returned();
  }

  destroy(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async beginTransaction(
    connection: OwnConnection,
    { accessMode, isolationLevel }: TransactionSettings,
  ): Promise<void> {
    const mode = accessMode === 'read only' ? 'read' : isolationLevel === 'serializable' ? 'serializable' : 'write';
    await connection.begin({ mode, durable: false, statementTimeoutMs: null });
  }

  commitTransaction(connection: OwnConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: OwnConnection): Promise<void> {
    return connection.rollback();
  }

  savepoint(connection: OwnConnection, name: string): Promise<void> {
    return say(connection, 'savepoint', name);
  }

  rollbackToSavepoint(connection: OwnConnection, name: string): Promise<void> {
    return say(connection, 'rollback to savepoint', name);
  }

  releaseSavepoint(connection: OwnConnection, name: string): Promise<void> {
    return say(connection, 'release savepoint', name);
  }

  #returned(): void {
    this.#leases -= 1;
    if (this.#leases === 0) this.#whenIdle?.();
  }

  async #end(): Promise<void> {
    if (this.#leases > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    await this.#source.end();
  }
}

async function say(connection: OwnConnection, command: string, name: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(`${command} "${name.replaceAll('"', '""')}"`));
}
