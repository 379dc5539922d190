import type { CampaignStatus } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import type { Command } from '../command.ts';

const move = (verb: string, to: CampaignStatus, summary: string, done: string): Command => ({
  name: `campaign ${verb}`,
  summary,
  usage: '<campaign>',
  args: [1, 1],
  options: [{ name: 'because', value: '<text>', about: 'kept with the change' }],
  run: async ({ args: [said = ''], option, workspace }) => {
    const { campaigns } = await (await workspace()).cam();
    const { id } = byName('campaign', await campaigns.list(), said);
    const campaign = await campaigns.move(id, to, byCommandLine, option('because'));
    return { json: campaign, text: `The campaign "${campaign.name}" is ${done}.` };
  },
});

/** `aicmo campaign activate | pause | complete`. */
export const campaignMoveCommands: readonly Command[] = [
  move('activate', 'ACTIVE', 'Let a campaign run', 'active'),
  move('pause', 'PAUSED', 'Stop a campaign for a while', 'paused'),
  move('complete', 'COMPLETED', 'End a campaign', 'completed'),
];
