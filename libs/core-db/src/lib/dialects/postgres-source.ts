import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError, unavailable } from '@aicmo/core-kernel';
import { translateDriverError } from '../driver-errors.ts';
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
  /** How many hosts the URL names. */
  readonly hosts: number;
  /** Whether a server that takes no writes is passed over. */
  readonly mustTakeWrites: boolean;
}

/** What a transaction pooler such as PgBouncer answers to a start with settings (protocol violation). */
const settingsRefused = '08P01';
const startingTries = 3;
const startingPauseMs = 250;
/** What says of a host that another one may be better, as libpq goes on to the next one. */
const passedOver: readonly string[] = [
  ...['db-unreachable', 'db-host-unknown', 'db-no-answer', 'db-hung-up', 'db-starting', 'db-too-many', 'db-read-only'],
];

/** Sessions with a PostgreSQL server, from a pool that is made at the first question. */
export class PostgresSource implements ConnectionSource {
  readonly #open: (host: number, isPlain: boolean) => Promise<PgPool>;
  readonly #limits: PoolLimits;
  #pool: Promise<PgPool> | undefined;
  #isPlain = false;
  #host = 0;
  readonly #connections = new WeakMap<PgClient, PostgresConnection>();

  /** @param open makes the pool of one of the URL's hosts; of plain sessions, which send no settings, where the way to the server refuses settings. */
  constructor(open: (host: number, isPlain: boolean) => Promise<PgPool>, limits: PoolLimits) {
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

  /** A server that is starting is asked again: it will be there in a moment. Where the URL names several, the next one is. */
  async #connect(): Promise<PgClient> {
    let untried = this.#limits.hosts - 1;
    for (let tries = 1; ; tries += 1) {
      const made = (this.#pool ??= this.#open(this.#host, this.#isPlain));
      const pool = await made;
      try {
        return await this.#suitable((await pool.connect()) as PgClient); // the pool makes watched clients only
      } catch (error) {
        // The pool's own and only refusal: a client's are AppErrors.
        if (!isAppError(error)) throw poolFull(this.#limits.poolSize, this.#limits.poolWaitMs, error);
        if (error.details['driverCode'] === settingsRefused && !this.#isPlain) {
          this.#isPlain = true;
          this.#pool = undefined;
          await pool.end();
        } else if (untried > 0 && passedOver.includes(error.code)) {
          untried -= 1;
          this.#goToNextHost(made, pool);
        } else if (error.code === 'db-starting' && tries <= startingTries) {
          await pause(startingPauseMs * 2 ** (tries - 1) + randomInt(startingPauseMs));
        } else {
          throw error;
        }
      }
    }
  }

  /** The session, when its server is one that will do. */
  async #suitable(client: PgClient): Promise<PgClient> {
    if (!this.#limits.mustTakeWrites || this.#connections.has(client)) return client;
    const { rows } = await client.query('show transaction_read_only').catch((error: unknown) => {
      client.release(true);
      throw translateDriverError(error);
    });
    if ((rows[0] as { readonly transaction_read_only?: unknown }).transaction_read_only !== 'on') return client; // one row, one setting
    client.release(true);
    throw unavailable({
      code: 'db-read-only',
      message: 'No server of DATABASE_URL takes writes, and target_session_attrs asks for one that does.',
      details: { remedy: { text: 'Name the server that takes writes.', commands: ['npx aicmo db status'] } },
    });
  }

  /** Whoever comes second finds that it was done. Sessions that are lent stay until they are given back. */
  #goToNextHost(made: Promise<PgPool>, pool: PgPool): void {
    if (this.#pool !== made) return;
    this.#host = (this.#host + 1) % this.#limits.hosts;
    this.#pool = undefined;
    void pool.end();
  }
}
