import type { LeadRun } from '@aicmo/cam/contract';
import type { Workspace } from '@aicmo/workspace';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext, type CommandResult } from '../command.ts';
import { required } from './campaign-create.command.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

/** `aicmo leads score`: scores the leads of a client again. */
export const leadsScoreCommand: Command = {
  name: 'leads score',
  summary: 'Score the leads of a client again, by the rules that hold now',
  options: [
    { name: 'client', value: '<client>', about: 'whose leads' },
    { name: 'campaign', value: '<campaign>', about: 'only those of one campaign' },
    { name: 'preview', about: 'only say who would move to another tier' },
  ],
  run: async (context) => {
    const cam = await (await context.workspace()).cam();
    const client = byName('client', await cam.clients.list(), required(context.option('client'), 'client'));
    const said = context.option('campaign');
    const campaigns = said === undefined ? [] : await cam.campaigns.list({ clientId: client.id });
    const campaign = said === undefined ? null : byName('campaign', campaigns, said);
    if (context.has('preview')) return preview(cam, client.id);
    const scope = {
      clientId: client.id,
      campaignId: campaign?.id ?? null,
      why: 'a person asked for it.',
      pace: 'full',
    } as const;
    return followRun(cam, context, await cam.scoring.rescore(scope, byCommandLine), scoredText);
  },
};

async function preview(cam: Cam, clientId: string): Promise<CommandResult> {
  const { rules } = await cam.scoring.rules(clientId);
  const found = await cam.scoring.preview(clientId, rules);
  const moves = found.moves.map(
    ({ from, to, count }) => `  ${count} ${from === null ? 'not scored' : from.toLowerCase()} → ${to.toLowerCase()}`,
  );
  const text = [
    `${found.moving} of ${found.leads} leads would move to another tier.`,
    ...moves,
    'Nothing was written.',
  ];
  return { json: found, text: text.join('\n') };
}

/** Follows a pass over many leads to its end; Ctrl-C stops it, and what is done stays. */
export async function followRun(
  { leadRuns }: Pick<Cam, 'leadRuns'>,
  { signal, progress }: CommandContext,
  started: LeadRun,
  words: (run: LeadRun) => string,
): Promise<CommandResult> {
  for await (const { done, total } of leadRuns.watch(started.id, signal)) progress(`${done} of ${total} leads`);
  if (signal.aborted) await leadRuns.stop(started.id);
  const run = await leadRuns.finished(started.id);
  if (run.status === 'COMPLETED') return { json: run, text: words(run) };
  const text = `Stopped after ${run.done} of ${run.total} leads. ${run.error}`.trim();
  return { json: run, text, exitCode: exitCodes.failed };
}

const scoredText = ({ done, changed, counts }: LeadRun): string =>
  `Scored ${done} leads again; ${changed} scores changed, ${counts['moved'] ?? 0} leads moved to another tier.`;
