import { readdirSync, readFileSync } from 'node:fs';

/** How long something took, and how much memory the process had at most meanwhile. */
export interface Measured {
  readonly ms: number;
  /** Of all threads; it says more than the time where other programs use the machine too. */
  readonly cpuMs: number;
  /** Of the thread that computed most: with a processor for each it could not be faster. Null where nobody tells. */
  readonly busiestMs: number | null;
  readonly mostMb: number;
}

/** Measures one piece of work. */
export async function measured<Result>(work: () => Promise<Result>): Promise<Measured & { readonly result: Result }> {
  let most = 0;
  const before = threadTimes();
  const computed = new Map<string, number>();
  // A thread's time is gone with it, so it is looked at as long as it is there.
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
    for (const [thread, ms] of threadTimes()) computed.set(thread, ms - (before.get(thread) ?? 0));
  };
  const timer = setInterval(look, 50);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  try {
    const result = await work();
    look();
    const { user, system } = process.cpuUsage(cpu);
    return {
      result,
      ms: performance.now() - started,
      cpuMs: (user + system) / 1000,
      busiestMs: computed.size === 0 ? null : Math.max(...computed.values()),
      mostMb: Math.round(most / 2 ** 20),
    };
  } finally {
    clearInterval(timer);
  }
}

const tickMs = 10;

/** Milliseconds that each thread of this process has computed; Linux tells (proc(5), `utime` and `stime`). */
function threadTimes(): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      const [, rest = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ');
      const fields = rest.split(' ');
      times.set(thread, (Number(fields[11]) + Number(fields[12])) * tickMs);
    }
  } catch {
    return times; // another system, or a thread that has just ended
  }
  return times;
}
