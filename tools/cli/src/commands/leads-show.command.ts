import { notFound } from '@aicmo/core-kernel';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo leads show`: one lead, with what its score is made of. */
export const leadsShowCommand: Command = {
  name: 'leads show',
  summary: 'One lead: its score with every factor, its sequences, its story',
  usage: '<name or address>',
  args: [1, 1],
  run: async ({ args: [said = ''], workspace }) => {
    const { leads } = await (await workspace()).cam();
    const [found] = (await leads.list({ search: said }, { limit: 1 })).leads;
    if (!found)
      throw notFound({ code: 'cli-unknown', message: `There is no lead "${said}". Type: npx aicmo leads list` });
    const detail = await leads.detail(found.id);
    const factors = detail.lead.factors.map(({ key, part, value, weight, why }) => [
      key,
      part,
      value.toFixed(2),
      weight.toFixed(2),
      why,
    ]);
    const text = [
      `${found.name}, ${found.title || 'no title'}, ${found.company || 'no company'} <${found.email || 'no address'}>`,
      found.score === null
        ? 'Not scored yet.'
        : `Score ${found.score.toFixed(2)} (${found.tier?.toLowerCase()}), fit ${found.fit?.toFixed(2)}, opportunity ${found.opportunity?.toFixed(2)}`,
      '',
      table(['Factor', 'Part', 'Value', 'Weight', 'Why'], factors, 'No factors.'),
      '',
      ...detail.enrolments.map(
        (each) => `In sequence "${each.sequenceName}" of "${each.campaignName}": ${each.status.toLowerCase()}`,
      ),
      ...detail.suppressedBy.map((why) => `Not to be written to: ${why}`),
    ];
    return { json: detail, text: text.join('\n') };
  },
};
