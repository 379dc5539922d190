import { epochMs, hourMs, parseInstant, toAppError, type Instant } from '@aicmo/core-kernel';
import type { Workspace } from '@aicmo/workspace';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command, CommandContext } from '../command.ts';
import { runText } from './run.command.ts';

/** Milliseconds between two looks: DOMAIN section 4, Autonomy: 1 s while there is work, up to 30 s when idle. */
const rest = { least: 1000, most: 30_000 } as const;

/** `aicmo worker`: runs what is due until it is stopped. */
export const workerCommand: Command = {
  name: 'worker',
  summary: 'Run every active campaign when something is due, until Ctrl-C',
  options: [{ name: 'once', about: 'one look, then end' }],
  run: async (context) => {
    let restMs: number = rest.least;
    let runs = 0;
    context.progress('The worker is running; Ctrl-C stops it.');
    while (!context.signal.aborted) {
      const done = await look(context);
      runs += done;
      if (context.has('once')) break;
      restMs = done > 0 ? rest.least : Math.min(restMs * 2, rest.most);
      await pause(restMs, undefined, { signal: context.signal }).catch(() => undefined); // ends early at Ctrl-C
    }
    return { json: { runs }, text: `The worker has stopped after ${runs} runs.` };
  },
};

/** Runs each active campaign that has something due; gives how many did. One that fails does not hold the others. */
async function look({ workspace, progress, signal }: CommandContext): Promise<number> {
  const house = await workspace();
  const { paused, killed } = await house.flags.read();
  if (paused || killed) return 0; // an idle look writes nothing
  const orchestrator = await house.orchestrator();
  const active = (await (await house.cam()).campaigns.list()).filter((campaign) => campaign.status === 'ACTIVE');
  let runs = 0;
  for (const { id, name } of active) {
    if (signal.aborted) break;
    try {
      if (!(await isDue(house, id))) continue;
      const outcome = await orchestrator.run(id, { by: 'the worker', signal });
      if (!outcome.claimed || outcome.run.counters.due === 0) continue;
      runs += 1;
      progress(runText(outcome.run));
    } catch (error) {
      progress(`${name}: ${toAppError(error).message}`);
    }
  }
  return runs;
}

/** Something's turn has come, or messages wait for a person and nobody has asked about them for an hour. */
async function isDue(house: Workspace, campaignId: string): Promise<boolean> {
  const orchestrator = await house.orchestrator();
  const { due, blocked } = await orchestrator.due(campaignId);
  if (due > 0 || blocked === 0) return due > 0;
  const [last] = await orchestrator.runs({ campaignId, limit: 1 });
  return last === undefined || isOlderThanAnHour(parseInstant(last.startedAt), house.clock.now());
}

const isOlderThanAnHour = (then: Instant, now: Instant): boolean => epochMs(now) - epochMs(then) > hourMs;
