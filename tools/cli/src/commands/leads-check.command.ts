import type { LeadRun } from '@aicmo/cam/contract';
import type { Workspace } from '@aicmo/workspace';
import { byCommandLine, byName } from '../by-name.ts';
import type { Command, CommandContext } from '../command.ts';
import { required } from './campaign-create.command.ts';
import { followRun } from './leads-score.command.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

const options = [
  { name: 'client', value: '<client>', about: 'whose leads' },
  { name: 'campaign', value: '<campaign>', about: 'only those of one campaign' },
] as const;

/** `aicmo leads check`: what can be found out about addresses without writing to them. */
export const leadsCheckCommand: Command = {
  name: 'leads check',
  summary: 'Check the mail addresses of a client’s leads: form, domain, mail server, kind of address',
  options: [...options, { name: 'with-service', about: 'ask the connected service whether each mailbox exists' }],
  about: [
    'Name servers are asked which domains take mail; their answers are kept for a week. What could not be asked is unknown, never valid.',
  ],
  run: async (context) => {
    const cam = await (await context.workspace()).cam();
    const scope = { ...(await scopeOf(cam, context)), withService: context.has('with-service') };
    return followRun(cam, context, await cam.enrichment.check(scope, byCommandLine), checkedText);
  },
};

/** `aicmo leads fill`: fills what is empty. */
export const leadsFillCommand: Command = {
  name: 'leads fill',
  summary: 'Fill empty fields of a client’s leads from what is known; nothing that is there is changed',
  options: [
    ...options,
    { name: 'with-service', about: 'ask the connected service about those of whom little is known' },
  ],
  run: async (context) => {
    const cam = await (await context.workspace()).cam();
    const scope = { ...(await scopeOf(cam, context)), withService: context.has('with-service') };
    return followRun(cam, context, await cam.enrichment.fill(scope, byCommandLine), filledText);
  },
};

async function scopeOf(cam: Cam, { option }: CommandContext) {
  const client = byName('client', await cam.clients.list(), required(option('client'), 'client'));
  const said = option('campaign');
  if (said === undefined) return { clientId: client.id, campaignId: null };
  const campaigns = await cam.campaigns.list({ clientId: client.id });
  return { clientId: client.id, campaignId: byName('campaign', campaigns, said).id };
}

const checkedText = ({ counts }: LeadRun): string => {
  const of = (name: string): number => counts[name] ?? 0;
  return `${of('VALID')} addresses take mail, ${of('RISKY')} are risky, ${of('INVALID')} are not valid, ${of('UNKNOWN')} could not be checked.`;
};

const filledText = ({ changed, counts }: LeadRun): string =>
  `Filled ${counts['fields'] ?? 0} empty fields of ${changed} leads; ${counts['moved'] ?? 0} moved to another tier.`;
