import type { CampaignSimulation } from '@aicmo/cam/contract';
import { byName } from '../by-name.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';
import { required } from './campaign-create.command.ts';

/** `aicmo simulate`: the coming days of a campaign, played. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'Play the coming days of a campaign: who gets what, when, from which mailbox, and why then',
  options: [
    { name: 'campaign', value: '<campaign>', about: 'which one' },
    { name: 'days', value: '<number>', about: 'from now on; 30 otherwise, 90 at most' },
    { name: 'as-it-is', about: 'with its state, its mode and the holds of now; otherwise as if it were live' },
  ],
  about: [
    'The rules, the plan and the texts are those that run for real, over a copy in memory and with a time that jumps. Nothing is stored, nobody is written to, no server is asked.',
  ],
  examples: [
    ['npx aicmo simulate --campaign Spring', 'the next 30 days, as if it were live from now on'],
    ['npx aicmo simulate --campaign Spring --days 5 --as-it-is', 'the next 5 days, as everything stands'],
  ],
  run: async ({ option, has, progress, signal, workspace }) => {
    const house = await workspace();
    const { campaigns } = await house.cam();
    const campaign = byName('campaign', await campaigns.list(), required(option('campaign'), 'campaign'));
    const said = option('days') ?? '30';
    const days = said.trim() === '' ? Number.NaN : Number(said);
    const as = has('as-it-is') ? ('as-it-is' as const) : ('live' as const);
    const onDay = (day: number): void => {
      if (day % 10 === 0) progress(`${day} of ${days} days are played.`);
    };
    const played = await (await house.orchestrator()).simulate({ campaignId: campaign.id, days, as, onDay, signal });
    return { json: played, text: words(played) };
  },
};

function words(played: CampaignSimulation): string {
  const { campaignName, zone, messages, assumptions, days, mailboxes, held, later, notReached, ended } = played;
  const [from, until] = [played.from, played.until].map((at) => dayIn(zone, at));
  const people = new Set(messages.map(({ leadId }) => leadId)).size;
  const moment = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'medium' });
  const rows = messages.map((each) => [
    moment.format(Date.parse(each.at)),
    each.leadName,
    `${each.step}: ${each.subject}`,
    each.mailbox || '-',
    each.state.toLowerCase(),
    each.bound.map(({ text }) => text).join(' ') || 'Its turn had come.',
  ]);
  return [
    `${campaignName}, ${from} to ${until}: ${counted(messages.length, 'message')} to ${counted(people, 'person')}.`,
    'Nothing was sent and nothing was stored.',
    ...(assumptions.length > 0 ? ['', 'Taken as given:', ...assumptions.map((line) => `- ${line}`)] : []),
    '',
    table(['When', 'To', 'Message', 'From', 'State', 'Why not earlier'], rows, 'No message would leave in these days.'),
    ...(days.length > 0 ? ['', perDay(days)] : []),
    ...(mailboxes.length > 0 ? ['', perMailbox(mailboxes)] : []),
    ...(held.length > 0 ? ['', 'Waits for a person:', ...held.map(heldLine)] : []),
    ...(later > 0 ? ['', `${counted(later, 'person')} would get the next message after these days.`] : []),
    ...(notReached > 0 ? ['', `${counted(notReached, 'person')} in sequence would not be reached in these days.`] : []),
    ...(ended === '' ? [] : ['', `The campaign would not run on: ${ended}`]),
    '',
    `Times are those of ${zone.replaceAll('_', ' ')}.`,
  ].join('\n');
}

const plurals: Readonly<Record<string, string>> = { message: 'messages', person: 'people' };
const counted = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${plurals[one] ?? one}`);

const dayIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium' }).format(Date.parse(at));

const perDay = (days: CampaignSimulation['days']): string =>
  table(
    ['Day', 'First messages', 'Follow-ups'],
    days.map(({ day, first, followUps }) => [day, first, followUps]),
    '',
  );

const perMailbox = (mailboxes: CampaignSimulation['mailboxes']): string =>
  table(
    ['Mailbox', 'Messages', 'On its busiest day'],
    mailboxes.map(({ address, messages, busiest }) => [address, messages, busiest]),
    '',
  );

function heldLine({ reasons, people, names }: CampaignSimulation['held'][number]): string {
  const others = people > names.length ? ` and ${people - names.length} more` : '';
  return `- ${names.join(', ')}${others}: ${reasons.map(({ text }) => text).join(' ')}`;
}
