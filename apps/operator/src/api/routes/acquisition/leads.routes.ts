import type { Lead, LeadFilter, LeadOrder } from '@aicmo/cam/contract';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { leadFilterOf, leadOrderOf } from '../../../contract/acquisition/lead-filter.ts';
import type { LeadListQuery, LeadRow, leadsEndpoints } from '../../../contract/acquisition/leads.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** The lists of leads, what is done to many of them, and the names under which they are found again. */
export const leadsHandlers = (workspace: Workspace): Handlers<typeof leadsEndpoints> => ({
  leads: ({ query: { cursor = null, limit, ...query } }) => readLeads(workspace, query, cursor, Number(limit ?? 100)),
  counts: async ({ query }) => (await workspace.cam()).leads.counts(leadFilterOf(query)),
  leadsFile: async ({ query }) => ({
    fileName: 'leads.csv',
    contentType: 'text/csv; charset=utf-8',
    bytes: await begun(bytesOf(workspace, leadFilterOf(query), leadOrderOf(query))),
  }),
  bulkPass: async ({ body: { target, pass } }) => ({
    runs: [...(await (await workspace.cam()).bulk.begin(target, pass, by))],
  }),
  bulkAct: async ({ body: { target, act } }) => (await workspace.cam()).bulk.act(target, act, by),
  views: async ({ query }) => ({ views: await (await workspace.cam()).views.list(query.client ?? null) }),
  saveView: async ({ body }) => (await workspace.cam()).views.save(body, by),
  removeView: async ({ params }) => (await workspace.cam()).views.remove(params.viewId),
});

async function* bytesOf(workspace: Workspace, filter: LeadFilter, order: LeadOrder): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of (await workspace.cam()).leadExport.csv(filter, order)) yield encoder.encode(piece);
}

/** With the first pieces read: what fails at once is an answer in words, and not a file that breaks off. */
async function begun(pieces: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const header = await pieces.next();
  const first = await pieces.next();
  return (async function* () {
    if (!header.done) yield header.value;
    if (!first.done) yield first.value;
    yield* pieces;
  })();
}

async function readLeads(workspace: Workspace, query: LeadListQuery, cursor: string | null, limit: number) {
  const { leads, enrolments } = await workspace.cam();
  const page = await leads.list(leadFilterOf(query), { order: leadOrderOf(query), cursor, limit });
  const sequences = await enrolments.current(page.leads.map(({ id }) => id));
  return { ...page, leads: page.leads.map((lead) => rowOf(lead, sequences.get(lead.id))) };
}

function rowOf(
  lead: Lead,
  sequence: { readonly sequenceName: string; readonly isPaused: boolean } | undefined,
): LeadRow {
  return {
    ...{ id: lead.id, clientId: lead.clientId, name: lead.name, title: lead.title, company: lead.company },
    ...{ email: lead.email, place: [lead.location, lead.country].filter((part) => part !== '').join(', ') },
    ...{ score: lead.score, tier: lead.tier, grade: lead.grade, state: lead.state, needsReview: lead.needsReview },
    ...{ consent: lead.consent, emailCheck: lead.emailCheck },
    sequence: sequence ? { name: sequence.sequenceName, isPaused: sequence.isPaused } : null,
    ...{ source: lead.source, createdAt: lead.createdAt, updatedAt: lead.updatedAt },
  };
}
