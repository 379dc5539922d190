import { invalid } from '@aicmo/core-kernel';
import { anyCustomer, CompanySize, defaultLimits, type IdealCustomer } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import type { Command, CommandContext } from '../command.ts';

/** `aicmo campaign create`. */
export const campaignCreateCommand: Command = {
  name: 'campaign create',
  summary: 'Add a campaign, as a draft in simulation',
  usage: '<name>',
  args: [1, 1],
  options: [
    { name: 'client', value: '<client>', about: 'whose campaign it is' },
    { name: 'objective', value: '<text>', about: 'what it is for' },
    { name: 'because', value: '<text>', about: 'why people are written to; every message says it' },
    { name: 'call-to-action', value: '<text>', about: 'what the reader is asked for' },
    { name: 'start', value: '<date>', about: 'first day, YYYY-MM-DD' },
    { name: 'end', value: '<date>', about: 'last day' },
    { name: 'holiday', value: '<date>', about: 'a day without messages; may stand several times', multiple: true },
    { name: 'per-day', value: '<number>', about: `messages a day; ${defaultLimits.perDay} otherwise` },
    { name: 'lowest-score', value: '<number>', about: 'leads below it are not put in sequence, 0 to 1' },
    { name: 'industry', value: '<text>', about: 'of the ideal customer; may stand several times', multiple: true },
    {
      name: 'size',
      value: '<size>',
      about: `${CompanySize.options.join(', ')}; may stand several times`,
      multiple: true,
    },
    { name: 'title', value: '<text>', about: 'of the ideal customer; may stand several times', multiple: true },
    { name: 'location', value: '<text>', about: 'of the ideal customer; may stand several times', multiple: true },
  ],
  run: async (context) => {
    const {
      args: [name = ''],
      option,
      options,
      workspace,
    } = context;
    const { clients, campaigns } = await (await workspace()).cam();
    const client = byName('client', await clients.list(), required(option('client'), 'client'));
    const perDay = number(option('per-day'), 'per-day');
    const draft = {
      name,
      objective: option('objective'),
      reasonForContact: option('because'),
      callToAction: option('call-to-action'),
      startsOn: option('start'),
      endsOn: option('end'),
      holidays: [...options('holiday')],
      limits: perDay === undefined ? undefined : { ...defaultLimits, perDay },
      lowestScore: number(option('lowest-score'), 'lowest-score'),
      icp: idealCustomer(context),
    };
    const campaign = await campaigns.create(client.id, draft, byCommandLine);
    return {
      json: campaign,
      text: `Added the campaign "${campaign.name}" for ${client.name}: a draft, in simulation.\nNext: npx aicmo leads import <file.csv> --campaign "${campaign.name}"`,
    };
  },
};

function idealCustomer({ options }: CommandContext): IdealCustomer {
  const sizes = options('size').map((said) => {
    const size = CompanySize.options.find((each) => each === said);
    if (!size)
      throw invalid({
        code: 'cli-size',
        message: `Found the size "${said}"; expected one of ${CompanySize.options.join(', ')}.`,
      });
    return size;
  });
  return {
    ...anyCustomer,
    sizes,
    industries: [...options('industry')],
    titles: [...options('title')],
    locations: [...options('location')],
  };
}

/** The value of an option that must be there. */
export function required(value: string | undefined, name: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw invalid({ code: 'cli-usage', message: `Say which ${name}: --${name} "<name>".` });
}

function number(value: string | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  const read = Number(value);
  if (value.trim() !== '' && Number.isFinite(read)) return read;
  throw invalid({ code: 'cli-usage', message: `Found "${value}" for --${name}; expected a number.` });
}
