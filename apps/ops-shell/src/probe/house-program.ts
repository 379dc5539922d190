/*
 * Runs checks of the libraries in a process of its own: one line on standard input names one, one line on descriptor 3
 * has its report. It loads a library when its first check is asked for, looks at the database read only, and ends when
 * its input does.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runSentinels, systemClock, type Sentinel, type SentinelReport } from '@aicmo/core-kernel';
import { openHouseSentinels } from './house-sentinels.ts';
import { beatMs, HouseQuestion } from './house-talk.ts';

const house = openHouseSentinels();
const say = (answer: unknown): void => void writeSync(3, `${JSON.stringify(answer)}\n`);

say({ beat: true });
const beats = setInterval(() => say({ beat: true }), beatMs);
const running: Promise<void>[] = [];
for await (const line of createInterface({ input: process.stdin })) {
  running.push(answer(HouseQuestion.parse(line)));
}
await Promise.all(running);
clearInterval(beats);
await house.close();

async function answer({ library, id }: HouseQuestion): Promise<void> {
  say({ id, report: await reportOf(library, id) });
}

async function reportOf(library: string, id: string): Promise<SentinelReport | null> {
  const sentinels = await house.of(library, id);
  const found = sentinels.find((sentinel) => sentinel.id === id);
  if (found === undefined) return null;
  const alone: Sentinel = { ...found, after: [] }; // what it waits for, the asker has seen to
  const [report] = await runSentinels([alone], { clock: systemClock });
  return report ?? null;
}
