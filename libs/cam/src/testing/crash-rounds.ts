import type { TestDialect } from '@aicmo/core-db/testing';
import { crashRound, type CrashPlan, type CrashRound } from './crash-round.ts';

/** Two rounds at a time, each in a house of its own. */
export async function crashRounds(
  dialect: Pick<TestDialect, 'open' | 'url'>,
  plans: readonly CrashPlan[],
): Promise<readonly CrashRound[]> {
  const done: CrashRound[] = [];
  const queue = [...plans];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) done.push(await crashRound(dialect, next));
  };
  await Promise.all([lane(), lane()]);
  return done;
}
