import type { LeadStory, StoryLine } from '@aicmo/cam/contract';
import { epochMs, notFound, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo leads show`: one lead, with what its score is made of, what is planned with it, and its whole story. */
export const leadsShowCommand: Command = {
  name: 'leads show',
  summary: 'One lead: where it came from, its score with every factor, what is planned, its whole story',
  usage: '<name, address or id>',
  args: [1, 1],
  run: async ({ args: [said = ''], workspace }) => {
    const cam = await (await workspace()).cam();
    const leadId = await findLead(cam, said);
    const page = await cam.stories.read(leadId);
    const lines = [...page.story.lines];
    for (let { next } = page.story; next !== null;) {
      const older = await cam.stories.older(leadId, next);
      lines.push(...older.lines);
      ({ next } = older);
    }
    return { json: { ...page, story: lines }, text: wordsOf(page, lines) };
  },
};

type Cam = Awaited<ReturnType<Awaited<ReturnType<Parameters<Command['run']>[0]['workspace']>>['cam']>>;

const looksLikeId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

async function findLead({ leads }: Cam, said: string): Promise<string> {
  if (looksLikeId.test(said)) return said;
  const [found] = (await leads.list({ search: said }, { limit: 1 })).leads;
  if (found) return found.id;
  throw notFound({ code: 'cli-unknown', message: `There is no lead "${said}". Type: npx aicmo leads list` });
}

function wordsOf(page: LeadStory, lines: readonly StoryLine[]): string {
  const { lead, client } = page;
  const parts = [
    `${lead.name}, ${lead.title || 'no title'}, ${lead.company || 'no company'} <${lead.email || 'no address'}>`,
    `${lead.state.toLowerCase()}${lead.stateReason === '' ? '' : `: ${lead.stateReason}`}, a lead of ${client.name}`,
    ...(page.won ? [`Became the client "${page.won.clientName}"`] : []),
    ...(lead.needsReview ? [`Waits for a person: ${lead.reviewReason}`] : []),
    ...page.suppressedBy.map((why) => `Not to be written to: ${why}`),
    '',
    ...scoreWords(lead),
    ...section('Planned', [
      ...page.appointments.map(
        ({ title, startsAt, timeZone, state }) => `${when(startsAt, timeZone)}  ${title} (${state.toLowerCase()})`,
      ),
      ...page.tasks.map(
        ({ title, dueAt, timeZone, dueness, state }) =>
          `${when(dueAt, timeZone)}  ${title} (${dueness === null || dueness === 'later' ? state.toLowerCase() : dueness})`,
      ),
    ]),
    ...section(
      'In sequence',
      page.enrolments.map(
        ({ sequenceName, campaignName, status }) => `"${sequenceName}" of "${campaignName}": ${status.toLowerCase()}`,
      ),
    ),
    ...section(
      'Also a lead of',
      page.others.map(({ clientName, state }) => `${clientName}: ${state.toLowerCase()}`),
    ),
    ...section(
      'Story, newest first',
      lines.map(({ at, what, why, actor }) => {
        const told = [what, why].filter((part) => part !== '').join(': ');
        return `${when(at, client.timeZone)}  ${told}${actor === '' ? '' : ` (${actor})`}`;
      }),
    ),
  ];
  return parts.join('\n').trimEnd();
}

function scoreWords({ score, tier, fit, opportunity, factors }: LeadStory['lead']): readonly string[] {
  if (score === null) return ['Not scored yet.', ''];
  const rows = factors.map(({ key, part, value, weight, why }) => [
    ...[key, part, value.toFixed(2), weight.toFixed(2), why],
  ]);
  return [
    `Score ${score.toFixed(2)} (${tier?.toLowerCase()}), fit ${fit?.toFixed(2)}, opportunity ${opportunity?.toFixed(2)}`,
    '',
    table(['Factor', 'Part', 'Value', 'Weight', 'Why'], rows, 'No factors.'),
    '',
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];

const when = (at: string, timeZone: string): string => momentIn(parseInstant(at), timeZone);

const momentIn = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(epochMs(at));
