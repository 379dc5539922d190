import type { ConnectionSource } from './connection.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/**
 * The one connection to a SQLite file, opened at the first question and lent to one caller after the other in the
 * order in which they asked.
 */
export class SqliteSource implements ConnectionSource {
  readonly #open: () => Promise<SqliteConnection>;
  #connection: Promise<SqliteConnection> | undefined;
  #isLent = false;
  readonly #waiting: (() => void)[] = [];

  constructor(open: () => Promise<SqliteConnection>) {
    this.#open = open;
  }

  async take(): Promise<SqliteConnection> {
    if (this.#isLent) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isLent = true;
    try {
      return await (this.#connection ??= this.#open());
    } catch (error) {
      // Asked for again, the file is opened again: it may be there by then.
      this.#connection = undefined;
      this.giveBack();
      throw error;
    }
  }

  giveBack(): void {
    const next = this.#waiting.shift();
    // Stays lent between two callers, so that nobody comes between them.
    if (next) next();
    else this.#isLent = false;
  }

  async end(): Promise<void> {
    (await this.#connection)?.native.close();
  }
}
