import { byName } from '../by-name.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo runs`. */
export const runsCommand: Command = {
  name: 'runs',
  summary: 'The runs so far, newest first',
  options: [{ name: 'campaign', value: '<campaign>', about: 'of this campaign only' }],
  run: async ({ option, workspace }) => {
    const house = await workspace();
    const said = option('campaign');
    const filter =
      said === undefined ? {} : { campaignId: byName('campaign', await (await house.cam()).campaigns.list(), said).id };
    const runs = await (await house.orchestrator()).runs(filter);
    const rows = runs.map(({ startedAt, campaignName, mode, status, holder, counters }) => [
      localTime(startedAt),
      campaignName,
      mode.toLowerCase(),
      status.toLowerCase(),
      counters.due,
      counters.simulated + counters.proofed + counters.sent,
      counters.scheduled,
      counters.blocked,
      holder,
    ]);
    return {
      json: runs,
      text: table(
        ['Started', 'Campaign', 'Mode', 'State', 'Due', 'Made', 'Later', 'Blocked', 'By'],
        rows,
        'Nothing has run yet. Type: npx aicmo run "<campaign>"',
      ),
    };
  },
};

/** A moment where this command runs, with its zone. */
export const localTime = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant)) +
  ` ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
