import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '@aicmo/core-kernel';
import type { ConnectionSource } from './connection.ts';
import { PostgresConnection, type PgClient } from './postgres-connection.ts';
import { poolFull } from './watched-client.ts';

/** What is used of pg's pool. */
export interface PgPool {
  connect(): Promise<unknown>;
  end(): Promise<void>;
}

interface PoolLimits {
  readonly poolSize: number;
  readonly poolWaitMs: number;
  readonly silenceMs: number;
}

/** What a transaction pooler such as PgBouncer answers to a start with settings (protocol violation). */
const settingsRefused = '08P01';
const startingTries = 3;
const startingPauseMs = 250;

/** Sessions with a PostgreSQL server, from a pool that is made at the first question. */
export class PostgresSource implements ConnectionSource {
  readonly #open: (isPlain: boolean) => Promise<PgPool>;
  readonly #limits: PoolLimits;
  #pool: Promise<PgPool> | undefined;
  #isPlain = false;
  readonly #connections = new WeakMap<PgClient, PostgresConnection>();

  /** @param open makes the pool; of plain sessions, which send no settings, where the way to the server refuses settings. */
  constructor(open: (isPlain: boolean) => Promise<PgPool>, limits: PoolLimits) {
    this.#open = open;
    this.#limits = limits;
  }

  async take(): Promise<PostgresConnection> {
    const client = await this.#connect();
    const known = this.#connections.get(client);
    if (known) return known;
    const connection = new PostgresConnection(client, this.#limits.silenceMs);
    this.#connections.set(client, connection);
    return connection;
  }

  giveBack(connection: PostgresConnection): void {
    connection.native.release(connection.isBroken);
  }

  async end(): Promise<void> {
    await (await this.#pool)?.end();
  }

  /** A server that is starting is asked again: it will be there in a moment. */
  async #connect(): Promise<PgClient> {
    for (let tries = 1; ; tries += 1) {
      const pool = await (this.#pool ??= this.#open(this.#isPlain));
      try {
        return (await pool.connect()) as PgClient; // the pool makes watched clients only
      } catch (error) {
        // The pool's own and only refusal: a client's are AppErrors.
        if (!isAppError(error)) throw poolFull(this.#limits.poolSize, this.#limits.poolWaitMs, error);
        if (error.details['driverCode'] === settingsRefused && !this.#isPlain) {
          this.#isPlain = true;
          this.#pool = undefined;
          await pool.end();
          continue;
        }
        if (error.code !== 'db-starting' || tries > startingTries) throw error;
        await pause(startingPauseMs * 2 ** (tries - 1) + randomInt(startingPauseMs));
      }
    }
  }
}
