import { seedDemo } from '@aicmo/workspace';
import type { Command } from '../command.ts';

/** `aicmo demo seed`: fills the demonstration's own database. */
export const demoSeedCommand: Command = {
  name: 'demo seed',
  summary: 'Fill the demonstration with its story (with AICMO_DEMO=1; npm run demo does it)',
  options: [{ name: 'seed', value: '<number>', about: 'another story' }],
  run: async ({ env, option }) => {
    const seed = Number(option('seed') ?? Number.NaN);
    const report = await seedDemo(env, Number.isInteger(seed) ? { seed } : {});
    const told = report.isNew ? 'The demonstration is ready' : 'The demonstration was there already';
    return {
      json: report,
      text: `${told}: ${report.leads} invented leads, ${report.messages} messages. Nothing of it is real.`,
    };
  },
};
