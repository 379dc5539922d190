import { createHash } from 'node:crypto';

/** After how many times the server is to keep a statement's plan, and how many of them at most, for each session. */
const fromTimes = 5;
const atMost = 200;
const countedTexts = 1000;

/**
 * Names for statements that a session asks again and again: PostgreSQL keeps what has a name, and need not read and
 * plan it each time, which takes longer than reading a row. A name follows from its text, so that it can never stand
 * for another statement, not even behind a pooler that changes the session.
 */
export class StatementNames {
  readonly #times = new Map<string, number>();
  readonly #names = new Map<string, string>();
  #isOff = false;

  /** The name to ask with; undefined for a statement that is not worth one yet. */
  of(text: string): string | undefined {
    if (this.#isOff) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= atMost) return known;
    const times = (this.#times.get(text) ?? 0) + 1;
    if (this.#times.size >= countedTexts) this.#times.clear();
    this.#times.set(text, times);
    if (times < fromTimes) return undefined;
    const name = `aicmo_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
    this.#names.set(text, name);
    this.#times.delete(text);
    return name;
  }

  /** No names from now on: something between us and the server does not keep them, or the tables have changed. */
  stop(): void {
    this.#isOff = true;
  }
}
