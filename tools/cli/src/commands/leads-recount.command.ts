import type { Command } from '../command.ts';

/** `aicmo leads recount`. */
export const leadsRecountCommand: Command = {
  name: 'leads recount',
  summary: 'Count all leads again, where the check "cam-counts" says that the lists count wrong',
  about: ['Counts are kept with each change of a lead; this reads every lead once and changes none.'],
  run: async ({ workspace }) => {
    const { leads } = await (await workspace()).cam();
    const { total } = await leads.recount();
    return { json: { leads: total }, text: `Counted ${total} ${total === 1 ? 'lead' : 'leads'}.` };
  },
};
