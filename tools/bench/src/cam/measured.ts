/** How long something took, and how much memory the process had at most meanwhile. */
export interface Measured {
  readonly ms: number;
  /** Of all threads; it says more than the time where other programs use the machine too. */
  readonly cpuMs: number;
  readonly mostMb: number;
}

/** Measures one piece of work. */
export async function measured<Result>(work: () => Promise<Result>): Promise<Measured & { readonly result: Result }> {
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
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
      mostMb: Math.round(most / 2 ** 20),
    };
  } finally {
    clearInterval(timer);
  }
}
