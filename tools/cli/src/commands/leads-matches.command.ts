import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';
import { table } from '../table.ts';
import type { Workspace } from '@aicmo/workspace';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

/** `aicmo leads matches`. */
export const leadsMatchesCommand: Command = {
  name: 'leads matches',
  summary: 'Leads that may be one person, the surest first',
  options: [
    { name: 'client', value: '<client>', about: 'of this client only' },
    { name: 'search', about: 'look for them first, among leads that came since the last search' },
    { name: 'all', about: 'with --search: among all leads' },
    { name: 'limit', value: '<number>', about: '50 otherwise, 200 at most' },
  ],
  about: [
    'People who stand in two lists under another spelling or address are found by name, company, address and number. Nothing is merged by itself: type npx aicmo leads merge with the two addresses.',
  ],
  run: async (context) => {
    const { option, has } = context;
    const cam = await (await context.workspace()).cam();
    const said = option('client');
    const clientId = said === undefined ? null : byName('client', await cam.clients.list(), said).id;
    const run = has('search') || has('all') ? await search(cam, context, clientId) : null;
    const filter = clientId === null ? {} : { clientId };
    const page = await cam.matches.list(filter, { limit: Number(option('limit') ?? 50) || 50 });
    const rows = page.pairs.map(({ left, right, sureness }) => [
      `${left.name} <${left.email || left.id}>`,
      `${right.name} <${right.email || right.id}>`,
      left.company || right.company || '-',
      sureness.toFixed(2),
    ]);
    const lines = [
      ...(run === null
        ? []
        : [`${run.leads} leads looked through, ${run.found} new ${run.found === 1 ? 'pair' : 'pairs'} found.`, '']),
      table(['Lead', 'May be', 'Company', 'Sureness'], rows, 'No pairs wait. Type: npx aicmo leads matches --search'),
      ...(page.next === null ? [] : [`${page.pairs.length} of ${page.total} pairs.`]),
    ];
    const isWhole = run === null || run.status === 'COMPLETED';
    if (!isWhole) lines.unshift(run.error);
    const exitCode = isWhole ? exitCodes.done : exitCodes.failed;
    return { json: { run, ...page }, text: lines.join('\n'), exitCode };
  },
};

/** Ctrl-C stops it; what was found until then stays. */
async function search({ matchRuns }: Cam, { has, signal, progress }: CommandContext, clientId: string | null) {
  const { id } = await matchRuns.start({ clientId, scope: has('all') ? 'ALL' : 'NEW' }, byCommandLine);
  for await (const { share, leads } of matchRuns.watch(id, signal))
    progress(`${leads} leads read, ${Math.round(share * 100)} % compared`);
  if (signal.aborted) await matchRuns.cancel(id);
  return matchRuns.finished(id);
}
