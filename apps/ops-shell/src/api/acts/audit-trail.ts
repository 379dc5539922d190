import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toAppError, unavailable, type Clock } from '@aicmo/core-kernel';
import type { Redactor } from '@aicmo/core-server';
import * as z from 'zod/mini';

/** What is written down of an action, before it and after it. */
export interface AuditFacts {
  readonly action: string;
  /** The user of the system that this shell runs as, and the session that asked, by its hash. */
  readonly actor: { readonly user: string; readonly session: string };
  /** What it is done to, without secrets. */
  readonly target: string;
  /** The plan that was confirmed, where there was one. */
  readonly plan?: string;
}

/** An action that has been written down and may now be done. */
export interface OpenAudit {
  /** Writes how it ended. Rejects when that cannot be written; the action is done then all the same. */
  end(outcome: 'done' | 'failed', facts?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Who did what, when, and how it ended: lines that are only ever added, each sealed by the hash of the one before. */
export interface AuditTrail {
  /** Where it lies. */
  readonly file: string;
  /** Throws `unavailable` (code `audit-not-written`) when it cannot be written: then nothing may be done. */
  begin(facts: AuditFacts): Promise<OpenAudit>;
}

export interface AuditDeps {
  readonly file: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
}

const first = '0'.repeat(64);
const tailBytes = 65_536;
const lineSchema = z.looseObject({ previous: z.string(), number: z.number() });

/** Opens no file; the first action makes it, readable by its owner alone. */
export function createAuditTrail({ file, clock, redactor }: AuditDeps): AuditTrail {
  let last: Promise<unknown> = Promise.resolve();
  const write = (facts: Readonly<Record<string, unknown>>): Promise<number> => {
    const turn = last.then(() =>
      appendLine(file, (previous, number) => ({ at: clock.now(), number, ...facts, previous }), redactor),
    );
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    file,
    begin: async (facts) => {
      const number = await write({ phase: 'begin', ...facts }).catch((cause: unknown) => {
        throw notWritten(file, cause);
      });
      return {
        end: async (outcome, more = {}) => {
          await write({ phase: 'end', of: number, action: facts.action, outcome, ...more });
        },
      };
    },
  };
}

type MakeLine = (previous: string, number: number) => Readonly<Record<string, unknown>>;

/** One write at the file's end, on the disk before it counts. Gives the line's number. */
async function appendLine(file: string, make: MakeLine, redactor: Redactor): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // Never through a link that somebody laid there.
  const handle = await open(
    file,
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    await handle.chmod(0o600);
    const before = await lastLine(handle);
    const number = before === undefined ? 1 : lineSchema.parse(JSON.parse(before)).number + 1;
    const line = JSON.stringify(redactor.facts(make(before === undefined ? first : hash(before), number)));
    await handle.appendFile(`${line}\n`);
    await handle.sync();
    return number;
  } finally {
    await handle.close();
  }
}

async function lastLine(handle: FileHandle): Promise<string | undefined> {
  const { size } = await handle.stat();
  const length = Math.min(size, tailBytes);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer
    .toString('utf8')
    .split('\n')
    .findLast((line) => line !== '');
}

const hash = (line: string) => createHash('sha256').update(line).digest('hex');

const notWritten = (file: string, cause: unknown) =>
  unavailable({
    code: 'audit-not-written',
    message: `Nothing was done, because it could not be written down first: ${file} (${toAppError(cause).message}). Make room or give this user the right to write there, then try again.`,
    cause,
  });

/** The number of the first line that does not fit the one before it; undefined while the trail is whole. */
export async function firstBrokenLine(file: string): Promise<number | undefined> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const fits = (line: string, index: number) => {
    const read = lineSchema.safeParse(parse(line));
    const before = lines[index - 1];
    return (
      read.success &&
      read.data.number === index + 1 &&
      read.data.previous === (before === undefined ? first : hash(before))
    );
  };
  const broken = lines.findIndex((line, index) => !fits(line, index));
  return broken === -1 ? undefined : broken + 1;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // A cut line fits nothing.
    return undefined;
  }
}
