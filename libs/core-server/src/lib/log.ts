import { createRequire } from 'node:module';
import type { Clock, Instant } from '@aicmo/core-kernel';
import type * as Pino from 'pino';
import { printable } from './printable.ts';
import { createRedactor, type Redactor } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFacts = Readonly<Record<string, unknown>>;

/** One line as Diagnostics shows it; already redacted. */
export interface LogLine {
  readonly at: Instant;
  readonly level: LogLevel;
  readonly message: string;
  readonly facts: LogFacts;
}

/** A structured log. Everything in it is redacted before it is kept or written. */
export interface Log {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
  /** The same log with these facts on each line. */
  with(facts: LogFacts): Log;
  /** The newest lines of all levels, oldest first. */
  recent(): readonly LogLine[];
}

export interface LogOptions {
  readonly clock: Clock;
  /** The least level that is written; `info` by default. All levels are kept for {@link Log.recent}. */
  readonly level?: LogLevel | 'silent';
  /** Values that must appear nowhere, in no encoding: the access token, a database password, a key. */
  readonly secrets?: readonly (string | undefined)[];
  /** How many lines are kept for Diagnostics; 500 by default. */
  readonly keep?: number;
  /** Where the written lines go, as JSON; standard error by default. */
  readonly write?: (line: string) => void;
}

/** Pino at the first log, not at import; a require, because a log must be there before anything can be awaited. */
const loadPino = () => createRequire(import.meta.url)('pino') as typeof Pino;

function standardError(pino: typeof Pino): (line: string) => void {
  const stream = pino.destination({ dest: 2, sync: true });
  return (line) => void stream.write(line);
}

/** Opens the log of a process. */
export function createLog(options: LogOptions): Log {
  const { pino } = loadPino();
  const redactor = createRedactor(options.secrets);
  const kept: LogLine[] = [];
  const settings = {
    base: null,
    level: options.level ?? 'info',
    timestamp: () => `,"at":"${options.clock.now()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const out = options.write ?? standardError(pino);
  // JSON escapes what ends a line; C1 codes and turned directions still steer some terminals.
  const sink = { write: (line: string) => out(`${printable(line.trimEnd())}\n`) };
  const written = pino(settings, sink);
  const emit = (line: LogLine) => {
    kept.push(line);
    if (kept.length > (options.keep ?? 500)) kept.shift();
    written[line.level](line.facts, line.message);
  };
  return logWith({ redactor, clock: options.clock, emit, recent: () => [...kept] }, {});
}

interface LogParts {
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly emit: (line: LogLine) => void;
  readonly recent: () => readonly LogLine[];
}

function logWith(parts: LogParts, common: LogFacts): Log {
  const at =
    (level: LogLevel) =>
    (message: string, facts: LogFacts = {}) => {
      parts.emit({
        at: parts.clock.now(),
        level,
        // One line stays one line, whatever a driver or a visitor wrote into it.
        message: printable(parts.redactor.text(message)),
        // walk() keeps a record a record; its signature is for any value.
        facts: parts.redactor.facts({ ...common, ...facts }) as LogFacts,
      });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (facts) => logWith(parts, { ...common, ...facts }),
    recent: parts.recent,
  };
}
