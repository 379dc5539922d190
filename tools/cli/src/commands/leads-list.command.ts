import { byName } from '../by-name.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo leads list`. */
export const leadsListCommand: Command = {
  name: 'leads list',
  summary: 'The leads, best score first',
  options: [
    { name: 'campaign', value: '<campaign>', about: 'of this campaign only' },
    { name: 'search', value: '<text>', about: 'part of a name, company or address' },
    { name: 'limit', value: '<number>', about: '50 otherwise, 500 at most' },
  ],
  run: async ({ option, workspace }) => {
    const { campaigns, leads } = await (await workspace()).cam();
    const said = option('campaign');
    const campaignId = said === undefined ? undefined : byName('campaign', await campaigns.list(), said).id;
    const search = option('search');
    const page = await leads.list(
      { ...(campaignId && { campaignId }), ...(search && { search }) },
      { limit: Number(option('limit') ?? 50) || 50 },
    );
    const rows = page.leads.map((lead) => [
      lead.name,
      lead.company || '-',
      lead.title || '-',
      lead.score === null ? '-' : lead.score.toFixed(2),
      lead.tier?.toLowerCase() ?? '-',
      lead.state.toLowerCase(),
    ]);
    const shown = page.leads.length < page.total ? `\n${page.leads.length} of ${page.total} leads.` : '';
    return {
      json: page,
      text:
        table(
          ['Lead', 'Company', 'Title', 'Score', 'Tier', 'State'],
          rows,
          'There are no leads here. Type: npx aicmo leads import --help',
        ) + shown,
    };
  },
};
