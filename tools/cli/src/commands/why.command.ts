import type { ReasonPlace, SendingReason, WhyCampaign, WhyLead, WhyWay } from '@aicmo/cam/contract';
import type { Workspace } from '@aicmo/workspace';
import { byLead } from '../by-lead.ts';
import { byName } from '../by-name.ts';
import type { Command } from '../command.ts';

/** `aicmo why`: why a campaign or a lead gets nothing, or when. */
export const whyCommand: Command = {
  name: 'why',
  summary: 'Why a campaign sends or does not; why a lead gets its next message or does not',
  usage: '<campaign, or a lead’s name or address>',
  args: [1, 1],
  about: [
    'The reasons are those of the gate that each message passes, asked now. Nothing is stored by asking. A campaign is meant when one has that name; otherwise a lead.',
  ],
  examples: [
    ['npx aicmo why Spring', 'a campaign'],
    ['npx aicmo why anna@example.com', 'a lead'],
  ],
  run: async ({ args: [said = ''], workspace }) => {
    const house = await workspace();
    const [cam, orchestrator] = [await house.cam(), await house.orchestrator()];
    const campaign = await campaignNamed(cam, said);
    if (campaign) {
      const found = await orchestrator.whyCampaign(campaign.id);
      return { json: found, text: campaignWords(found) };
    }
    const found = await orchestrator.whyLead((await byLead(cam.leads, said)).id);
    return { json: found, text: leadWords(found) };
  },
};

/** A campaign by that name or its beginning, if there is exactly one and the text is no address. */
async function campaignNamed({ campaigns }: Awaited<ReturnType<Workspace['cam']>>, said: string) {
  const all = await campaigns.list({ withArchived: true });
  const wanted = said.trim().toLocaleLowerCase();
  const fits = all.some(({ id, name }) => id === said || name.toLocaleLowerCase().startsWith(wanted));
  return fits && wanted !== '' ? byName('campaign', all, said) : undefined;
}

const modeWords: Readonly<Record<WhyWay['mode'], string>> = {
  ...{ SIMULATION: 'in simulation', PROOF: 'live in proof mode', LIVE: 'live' },
};

const campaignWords = ({ name, mode, reasons, nextDueAt }: WhyCampaign): string =>
  [
    `${name}, ${modeWords[mode]}:`,
    ...reasons.map((reason) => reasonLine(reason, { campaign: name, lead: '<lead>' })),
    ...(nextDueAt === null ? [] : [`Next message: ${moment(nextDueAt)}.`]),
  ].join('\n');

const stateWords: Readonly<Record<WhyWay['state'], string>> = {
  ...{ goes: 'goes with the next run', waits: 'waits', blocked: 'is held back', leaving: 'is on its way now' },
  over: 'is over',
};

function leadWords({ leadId, name, ways, reasons }: WhyLead): string {
  const lines = ways.flatMap((way) => [
    way.step === null
      ? `“${way.sequenceName}” for ${way.campaignName}, ${modeWords[way.mode]}, is over.`
      : `Message ${way.step} of ${way.stepCount} of “${way.sequenceName}” for ${way.campaignName}, ${modeWords[way.mode]}, ${stateWords[way.state]}${way.plannedAt === null ? '' : `, planned for ${moment(way.plannedAt)}`}.`,
    ...way.reasons.map((reason) => reasonLine(reason, { campaign: way.campaignName, lead: leadId })),
  ]);
  const own = reasons.map((reason) => reasonLine(reason, { campaign: '<campaign>', lead: leadId }));
  return [`${name}:`, ...lines, ...own].join('\n');
}

const marks: Readonly<Record<SendingReason['effect'], string>> = { holds: 'x', limits: '-', goes: '+' };

/** What the reason is about, as it is typed. */
interface Subject {
  readonly campaign: string;
  readonly lead: string;
}

/** What the reason is, and what to type or where to go. */
function reasonLine({ effect, text, until, place }: SendingReason, subject: Subject): string {
  const when = until === null ? '' : ` Until ${moment(until)}.`;
  const way = place === null ? '' : ` (${wayTo(place.kind, subject)})`;
  return `${marks[effect]} ${text}${when}${way}`;
}

function wayTo(kind: ReasonPlace['kind'], { campaign, lead }: Subject): string {
  const ways: Readonly<Record<ReasonPlace['kind'], string>> = {
    ...{ house: 'the switches of the house, in the console', campaign: `npx aicmo campaign activate "${campaign}"` },
    ...{ 'campaign-settings': 'Campaign Ops, Edit', 'go-live': `npx aicmo campaign golive "${campaign}"` },
    'first-messages': `npx aicmo messages first "${campaign}"`,
    'blocked-messages': `npx aicmo messages --campaign "${campaign}"`,
    ...{ import: `npx aicmo leads import <file> --campaign "${campaign}"`, mailboxes: 'npx aicmo mailbox list' },
    ...{ lead: `npx aicmo leads show ${lead}`, review: 'Acquisition, Review' },
    ...{ suppression: 'npx aicmo suppression list', sequence: 'Campaign Ops, Sequences' },
    tasks: 'Campaign Ops, Calendar',
  };
  return ways[kind];
}

/** In the zone of this machine, which it names. */
const moment = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' }).format(Date.parse(at));
