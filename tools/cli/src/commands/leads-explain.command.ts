import { explainScore } from '@aicmo/cam/contract';
import { notFound } from '@aicmo/core-kernel';
import type { Command } from '../command.ts';

/** `aicmo leads explain`: why a lead has its score, to be added up again by hand. */
export const leadsExplainCommand: Command = {
  name: 'leads explain',
  summary: 'Why a lead has its score: each factor, its value × weight, and the sums',
  usage: '<name or address>',
  args: [1, 1],
  run: async ({ args: [said = ''], workspace }) => {
    const { leads, stories, scoring } = await (await workspace()).cam();
    const [found] = (await leads.list({ search: said }, { limit: 1 })).leads;
    if (!found)
      throw notFound({ code: 'cli-unknown', message: `There is no lead "${said}". Type: npx aicmo leads list` });
    const { lead } = await stories.read(found.id);
    const { score, fit, opportunity, tier, grade, factors, scoreVersion } = lead;
    if (score === null || fit === null || opportunity === null || tier === null || grade === null)
      return { json: { lead: lead.name, score: null }, text: `${lead.name} has no score yet.` };
    const current = await scoring.rules(lead.clientId);
    const by = scoreVersion === null ? 'the built-in rules' : `version ${scoreVersion} of the rules`;
    const now = (scoreVersion ?? 0) === current.version ? '' : `; version ${current.version} holds now`;
    const lines = explainScore({ score, fit, opportunity, tier, grade, factors });
    const text = [`${lead.name}: scored by ${by}${now}.`, ...lines, `Grade ${grade}.`];
    return {
      json: { lead: lead.name, score, fit, opportunity, tier, grade, scoreVersion, factors },
      text: text.join('\n'),
    };
  },
};
