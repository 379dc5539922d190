import { createInterface } from 'node:readline';
import path from 'node:path';
import type { SentinelReport } from '@aicmo/core-kernel';
import { startChild, type Child, type ChildStart } from './child.ts';
import { HouseQuestion, parseHouseAnswer } from './house-talk.ts';
import { isStarved, ticksOf } from './starved.ts';

/** What came of a question. */
export type HouseReply =
  | { readonly report: SentinelReport | null }
  /** Its process ended, or said nothing for too long, also when it ran this library's checks alone. */
  | { readonly died: string };

/** Processes that run the libraries' checks. */
export interface House {
  /** Asks one check. */
  ask(question: HouseQuestion): Promise<HouseReply>;
  /** Ends the processes; what was not answered counts as died. */
  close(): void;
}

export interface HouseDeps extends Omit<ChildStart, 'program' | 'args'> {
  /** So long may it give no sign of life, in ms, before each library gets a process of its own; 5000 by default, and never less than what a question may take. */
  readonly stallMs?: number;
  /** The program that speaks for the libraries; house-program.ts by default. */
  readonly program?: string;
}

const houseProgram = path.join(import.meta.dirname, 'house-program.ts');
/** Loading the workspace on a busy machine; after its first word the stall counts. */
const startMs = 15_000;

interface Waiting {
  readonly question: HouseQuestion;
  readonly give: (reply: HouseReply) => void;
}

/**
 * Runs the checks of several libraries in one process, started at once, as long as that goes well. When it dies or says nothing, what was not
 * answered is asked again in a process for each library, so that a check that hangs or crashes hides no other's finding.
 */
export function openHouse(deps: HouseDeps): House {
  const processes = new Set<Member>();
  const start = (whenLost: (waiting: readonly Waiting[], why: string) => void): Member => {
    const member = startMember(deps, (waiting, why) => {
      processes.delete(member);
      whenLost(waiting, why);
    });
    processes.add(member);
    return member;
  };
  const isolated = (waiting: readonly Waiting[]): void => {
    for (const own of Map.groupBy(waiting, ({ question }) => question.library).values()) {
      const member = start((lost, why) => lost.forEach(({ give }) => give({ died: why })));
      for (const each of own) member.ask(each);
    }
  };
  const startShared = (): Member => {
    const member = start((waiting) => {
      if (shared === member) shared = undefined;
      if (!closed) isolated(waiting);
      else waiting.forEach(({ give }) => give({ died: 'stopped' }));
    });
    return member;
  };
  let closed = false;
  let shared: Member | undefined = startShared();
  return {
    ask: (question) => new Promise((give) => (shared ??= startShared()).ask({ question, give })),
    close: () => {
      closed = true;
      for (const member of processes) member.end();
    },
  };
}

interface Member {
  ask(waiting: Waiting): void;
  end(): void;
}

/** One process. `whenGone` is told once, with what it did not answer. */
function startMember(deps: HouseDeps, whenGone: (waiting: readonly Waiting[], why: string) => void): Member {
  const child = startChild({ ...deps, program: deps.program ?? houseProgram });
  const open = new Map<string, Waiting>();
  let isReady = false;
  let stall: NodeJS.Timeout | undefined;
  let stalled = false;
  let worked = 0;
  const watch = (): void => {
    clearTimeout(stall);
    worked = ticksOf(child.process.pid);
    if (open.size > 0) stall = setTimeout(look, limitOf(), 5);
  };
  const limitOf = (): number => {
    const longest = Math.max(...[...open.values()].map(({ question }) => question.timeoutMs));
    return isReady ? (deps.stallMs ?? Math.max(5000, longest)) : startMs;
  };
  /** Silence is no proof while the machine has no time for it. */
  const look = (chances: number): void => {
    if (chances > 0 && isStarved(child.process.pid, worked)) {
      stall = setTimeout(look, limitOf(), chances - 1);
      return;
    }
    stalled = true;
    child.kill();
  };
  createInterface({ input: child.answers }).on('line', (line) => {
    const answer = parseHouseAnswer(line);
    isReady = true;
    if (answer !== undefined && 'id' in answer) {
      open.get(answer.id)?.give({ report: answer.report });
      open.delete(answer.id);
    }
    watch();
  });
  whenEnded(child, (how) => {
    clearTimeout(stall);
    const lost = [...open.values()];
    open.clear();
    whenGone(lost, stalled ? 'no answer' : how);
  });
  return {
    ask: (waiting) => {
      open.set(waiting.question.id, waiting);
      child.process.stdin?.write(HouseQuestion.format(waiting.question));
      watch();
    },
    end: () => {
      if (open.size > 0) child.kill();
      else child.process.stdin?.end();
    },
  };
}

function whenEnded(child: Child, then: (how: string) => void): void {
  let how = 'it did not start';
  let isTold = false;
  const tell = (): void => {
    if (!isTold) then(how);
    isTold = true;
  };
  child.process.on('error', tell);
  child.process.on('exit', (code, signal) => {
    how = signal === null ? `exit status ${String(code)}` : `signal ${signal}`;
    setImmediate(child.kill); // what it started may hold its pipes open
  });
  child.process.on('close', tell);
}
