import path from 'node:path';
import * as lines from 'node:readline';
import { startChild, mostPrintedBytes, type Child, type ChildStart } from './child.ts';
import { isStarved } from './starved.ts';

/** What a door gave: each runtime name with the type of what stands behind it. */
export interface ImportedDoor {
  readonly specifier: string;
  readonly names: Readonly<Record<string, string>>;
  readonly ms: number;
}

/** What a library said when it was imported. */
export type DoorsAnswer =
  | {
      readonly doors: readonly ImportedDoor[];
      /** What keeps its process from ending, by Node's names; empty when nothing does. */
      readonly keptAliveBy: readonly string[];
    }
  | { readonly threw: { readonly name: string; readonly code: string; readonly message: string } };

/** How the process of an import came to its end. */
export interface ImportEnd {
  /** Undefined when there was none. */
  readonly answer: DoorsAnswer | undefined;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** We ended it: its time was over, or it printed without end. */
  readonly endedBecause: 'time' | 'flood' | 'alive' | null;
  readonly lastWords: string;
  readonly printedBytes: number;
}

export interface ImportRequest extends Omit<ChildStart, 'program' | 'args'> {
  readonly specifiers: readonly string[];
  /** Also makes one object of the first door's default, in memory: a native part is first loaded by that. Default false. */
  readonly construct?: boolean;
  /** Ends it at once. */
  readonly signal: AbortSignal;
  /** How long it may take, in ms; 6000 by default. One that waits for a busy machine gets up to five times as much. */
  readonly limitMs?: number;
  /** How long one that has answered and is kept alive may go on, to fail late; 150 ms by default. */
  readonly graceMs?: number;
}

const program = path.join(import.meta.dirname, 'door-program.mjs');

/** Imports the doors of one library in a process of its own. Whatever the library does there is an answer, not our end. */
export async function importDoors(request: ImportRequest): Promise<ImportEnd> {
  const child = startChild({
    ...request,
    program,
    args: [JSON.stringify(request.specifiers), request.construct === true ? 'construct' : ''],
  });
  const state: { answer: DoorsAnswer | undefined; because: ImportEnd['endedBecause'] } = {
    answer: undefined,
    because: null,
  };
  const end = (because: ImportEnd['endedBecause']): void => {
    state.because ??= because;
    child.kill();
  };
  const late = (): void => end('time');
  if (request.signal.aborted) late();
  const limit = limitWith(child, request.limitMs ?? 6000, late);
  request.signal.addEventListener('abort', late, { once: true });
  let grace: NodeJS.Timeout | undefined;
  lines.createInterface({ input: child.answers }).on('line', (line) => {
    state.answer ??= parse(line);
    grace ??= setTimeout(() => end('alive'), graceOf(state.answer, request.graceMs ?? 150));
  });
  const { exitCode, signal } = await ended(child);
  clearTimeout(grace);
  limit.clear();
  request.signal.removeEventListener('abort', late);
  const flooded = child.printed() > mostPrintedBytes;
  return {
    answer: state.answer,
    ...{ exitCode, signal, lastWords: child.lastWords(), printedBytes: child.printed() },
    endedBecause: flooded ? 'flood' : state.because,
  };
}

/** A process that hangs works without end or sleeps; one that is ready to work and has hardly worked is only starved. */
function limitWith(child: Child, limitMs: number, late: () => void): { clear(): void } {
  let waitedMs = limitMs;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (waitedMs >= 5 * limitMs || !isStarved(child.process.pid)) return late();
    waitedMs += limitMs / 2;
    timer = setTimeout(look, limitMs / 2);
  };
  timer = setTimeout(look, limitMs);
  return { clear: () => clearTimeout(timer) };
}

/** One that nothing keeps alive ends by itself, however slow the machine is; that is waited for until its time is over. */
const graceOf = (answer: DoorsAnswer | undefined, graceMs: number): number =>
  answer !== undefined && 'doors' in answer && answer.keptAliveBy.length > 0 ? graceMs : 60_000;

function ended(child: Child): Promise<{ readonly exitCode: number | null; readonly signal: string | null }> {
  return new Promise((resolve) => {
    child.process.on('error', () => resolve({ exitCode: 127, signal: null }));
    child.process.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
    // What it started may hold its pipes open: nothing of it outlives the answer.
    child.process.on('exit', () => setImmediate(child.kill));
  });
}

function parse(line: string): DoorsAnswer | undefined {
  try {
    return JSON.parse(line) as DoorsAnswer; // written by door-program.mjs, on a pipe of ours
  } catch {
    // A cut line is no answer.
    return undefined;
  }
}
