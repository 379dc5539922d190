/** One side of a comparison: prepare what is not measured, then give what is. */
export type Side = () => Promise<() => Promise<void>>;

/** Two sides that were measured in turns. */
export interface Compared {
  readonly what: string;
  readonly rawMs: number;
  readonly oursMs: number;
  readonly goal: number;
}

/** Milliseconds of one piece of work. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The middle value, which one slow round does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The same of this thread's time on the processor, for work that never leaves it: other programs do not count. */
async function cpuTimed(work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** What two sides are, and how they are measured. */
export interface Sides {
  readonly raw: Side;
  readonly ours: Side;
  readonly rounds: number;
  /** The ratio that is wanted. */
  readonly goal: number;
  /** Turns that are not counted, until both sides are compiled. Default none. */
  readonly warmUp?: number;
  /** Both sides work in this thread alone. Default false. */
  readonly isInThread?: boolean;
}

/** Runs both sides in turns, the order changing each round, so that a busy machine disturbs both alike. */
export async function compare(what: string, sides: Sides): Promise<Compared> {
  const measure = sides.isInThread === true ? cpuTimed : timed;
  const took = { raw: [] as number[], ours: [] as number[] };
  const { warmUp = 0 } = sides;
  for (let round = 0; round < warmUp + sides.rounds; round += 1) {
    const order = round % 2 === 0 ? (['raw', 'ours'] as const) : (['ours', 'raw'] as const);
    for (const side of order) {
      const ms = await measure(await sides[side]());
      if (round >= warmUp) took[side].push(ms);
    }
  }
  return { what, rawMs: median(took.raw), oursMs: median(took.ours), goal: sides.goal };
}

/** One line for a person: both sides, their ratio, and the ratio that is wanted. */
export function line({ what, rawMs, oursMs, goal }: Compared): string {
  const ratio = oursMs / rawMs;
  const verdict = ratio <= goal ? 'held' : 'MISSED';
  return `${what}: raw ${rawMs.toFixed(1)} ms, handle ${oursMs.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (goal ${goal.toFixed(1)}: ${verdict})\n`;
}
