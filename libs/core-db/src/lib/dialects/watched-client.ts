import type { Duplex } from 'node:stream';
import { unavailable } from '@aicmo/core-kernel';
import { connectError, isPostgres, type ConnectFacts } from './connect-errors.ts';
import type { PgClient, PgResult } from './postgres-connection.ts';

/** What pg's client has beside its types. */
interface ClientInside {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: unknown;
  readonly ssl: unknown;
  readonly processID: number | null;
  readonly connection: { readonly stream: Duplex; on(event: string, listener: () => void): void };
}

/** What is used of pg's client. */
interface BaseClient {
  connect(): Promise<unknown>;
  query(text: string, parameters?: readonly unknown[]): Promise<PgResult>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  end(): Promise<void>;
}

/** pg's own class of clients. */
export type BaseClientClass = new (config?: object) => BaseClient;

type Seen = {
  -readonly [Fact in 'isConnected' | 'isAsked' | 'isLate' | 'isStrange' | 'firstBytes']: ConnectFacts[Fact];
};

const nothingSeen = (): Seen => ({
  isConnected: false,
  isAsked: false,
  isLate: false,
  isStrange: false,
  firstBytes: new Uint8Array(),
});

const askingEvents = ['authenticationCleartextPassword', 'authenticationMD5Password', 'authenticationSASL'];

/**
 * pg's client, which also sees what the server does while a session is being opened, so that its errors can be told
 * apart, and which remembers what ended its session: that can happen at any time, and without a listener would end
 * the process.
 */
export function watchedClient(Base: BaseClientClass, connectTimeoutMs: number): new (config?: object) => BaseClient {
  return class WatchedClient extends Base {
    endedBy: Error | undefined;
    readonly ended = new Promise<void>((resolve) => this.on('end', resolve));
    readonly #config: object;
    readonly #seen: Seen = nothingSeen();

    constructor(config: object = {}) {
      super(config);
      this.#config = config;
      this.on('error', (error: Error) => (this.endedBy ??= error));
      const { connection } = this.#inside;
      connection.stream.once('connect', () => (this.#seen.isConnected = true));
      connection.stream.once('data', (bytes: Uint8Array) => {
        this.#seen.firstBytes = bytes;
        // pg would wait for the rest of a message that never comes.
        if (!isPostgres(bytes)) this.#giveUp('isStrange');
      });
      for (const event of askingEvents) connection.on(event, () => (this.#seen.isAsked = true));
    }

    override connect(): Promise<this>;
    override connect(callback: ((error: Error) => void) | ((error: null, client: this) => void)): void;
    override connect(callback?: (error: never, client: this) => void): Promise<this> | void {
      const connected = this.#connect();
      if (!callback) return connected;
      const tell = callback as (error: unknown, client: this) => void; // pg's type is one of two functions
      connected.then(
        () => tell(null, this),
        (error: unknown) => tell(error, this),
      );
    }

    async #connect(): Promise<this> {
      const timer = setTimeout(() => this.#giveUp('isLate'), connectTimeoutMs);
      try {
        await super.connect();
        return this;
      } catch (error) {
        throw connectError(error, this.#facts());
      } finally {
        clearTimeout(timer);
      }
    }

    #giveUp(because: 'isLate' | 'isStrange'): void {
      this.#seen[because] = true;
      this.#inside.connection.stream.destroy(new Error('No session with a PostgreSQL server came about'));
    }

    submit<T>(submittable: T): T {
      this.query(submittable as never); // pg takes any object with a method "submit"
      return submittable;
    }

    async cancel(): Promise<void> {
      await this.#fromOutside('select pg_cancel_backend($1)');
    }

    async isWorking(): Promise<boolean> {
      const states = await this.#fromOutside(`select state from pg_stat_activity where pid = $1 and state = 'active'`);
      return states.length > 0;
    }

    abandon(error: Error): void {
      this.endedBy ??= error;
      this.#inside.connection.stream.destroy(error);
    }

    /** Asks about this session over another one: on its own nothing is heard while a statement runs. */
    async #fromOutside(question: string): Promise<readonly unknown[]> {
      const { processID } = this.#inside;
      if (processID === null || this.endedBy) return [];
      const other = new WatchedClient(this.#config);
      try {
        await other.connect();
        return (await other.query(question, [processID])).rows;
      } finally {
        await other.end();
      }
    }

    get #inside(): ClientInside {
      return this as unknown as ClientInside; // what pg has and does not declare
    }

    #facts(): ConnectFacts {
      const { host, port, user, database, password, ssl } = this.#inside;
      const hasPassword = typeof password === 'string' && password !== '';
      return {
        host,
        port,
        user,
        database,
        hasPassword,
        wantsTls: Boolean(ssl),
        timeoutMs: connectTimeoutMs,
        ...this.#seen,
      };
    }
  } satisfies new (config?: object) => Omit<PgClient, 'query' | 'release'>;
}

/** Every session of the pool is in use, and none was given back in time. */
export const poolFull = (size: number, waitedMs: number, cause: unknown): Error =>
  unavailable({
    code: 'db-pool-full',
    message: `All ${size} connections to the database were in use for ${waitedMs / 1000} s. Try again; when it happens often, raise the pool's size or shorten the transactions.`,
    cause,
  });
