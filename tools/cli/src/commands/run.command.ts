import type { OrchestratorRun } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command } from '../command.ts';

/** `aicmo run`: one pass over a campaign's due work. */
export const runCommand: Command = {
  name: 'run',
  summary: 'Run a campaign once: render, ask every gate, record each message',
  usage: '<campaign>',
  args: [1, 1],
  run: async ({ args: [said = ''], workspace }) => {
    const house = await workspace();
    const campaign = byName('campaign', await (await house.cam()).campaigns.list(), said);
    const outcome = await (await house.orchestrator()).run(campaign.id, { by: byCommandLine });
    return outcome.claimed
      ? {
          json: outcome,
          text: runText(outcome.run),
          exitCode: outcome.run.status === 'FAILED' ? exitCodes.failed : exitCodes.done,
        }
      : { json: outcome, text: outcome.text, exitCode: exitCodes.actionNeeded };
  },
};

/** A run in words, with every figure that is not zero. */
function runText({ campaignName, mode, status, counters, reason }: OrchestratorRun): string {
  const figures = [
    [counters.simulated, 'simulated'],
    [counters.proofed, 'made as proof'],
    [counters.sent, 'sent'],
    [counters.retried, 'not taken, tried again later'],
    [counters.failed, 'not sent for good'],
    [counters.uncertain, 'may or may not have left'],
    [counters.scheduled, 'wait for their time'],
    [counters.blocked, 'wait for a person'],
    [counters.left, 'left for the next run'],
  ] as const;
  const said = figures.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const nothing = counters.due === 0 ? 'nothing was due' : `${counters.due} due: ${said.join(', ')}`;
  return [`${campaignName} (${mode.toLowerCase()}), ${status.toLowerCase()}: ${nothing}.`, reason]
    .filter((line) => line !== '')
    .join('\n');
}
