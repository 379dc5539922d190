import { verdict, type BenchContext } from './bench-part.ts';

const rounds = 200;

/** Asks a question two hundred times and says how long it took; `goal` is milliseconds at p95. */
export async function measure(
  name: string,
  goal: number,
  ask: () => Promise<unknown>,
  say: BenchContext['say'],
): Promise<void> {
  for (let round = 0; round < 5; round += 1) await ask();
  const took: number[] = [];
  const computed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    await ask();
    const { user, system } = process.cpuUsage(cpu);
    took.push(performance.now() - started);
    computed.push((user + system) / 1000);
  }
  const at = (times: readonly number[], share: number): number =>
    times.toSorted((first, second) => first - second)[Math.floor((times.length - 1) * share)] ?? 0;
  // What was computed says more than the clock where other programs use the machine too.
  const cpu = `computed p50 ${at(computed, 0.5).toFixed(2)}, p95 ${at(computed, 0.95).toFixed(2)} ms`;
  say(`  ${name}: p50 ${at(took, 0.5).toFixed(2)}, p99 ${at(took, 0.99).toFixed(2)} ms; ${cpu}`);
  say(verdict(`${name}, p95`, at(took, 0.95), goal, 'ms'));
}
