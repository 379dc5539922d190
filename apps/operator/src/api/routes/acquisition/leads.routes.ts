import type { Lead } from '@aicmo/cam/contract';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { LeadRow, leadsEndpoints } from '../../../contract/acquisition/leads.contract.ts';

/** The list of leads. */
export const leadsHandlers = (workspace: Workspace): Handlers<typeof leadsEndpoints> => ({
  leads: ({ query }) => readLeads(workspace, query),
  counts: async ({ query }) => (await workspace.cam()).leads.counts(filterOf(query)),
});

interface PlaceQuery {
  readonly client?: string | undefined;
  readonly campaign?: string | undefined;
  readonly batch?: string | undefined;
}

const filterOf = ({ client, campaign, batch }: PlaceQuery) => ({
  ...(client === undefined ? {} : { clientId: client }),
  ...(campaign === undefined ? {} : { campaignId: campaign }),
  ...(batch === undefined ? {} : { batchId: batch }),
});

interface LeadsQuery extends PlaceQuery {
  readonly state?: Lead['state'] | undefined;
  readonly tier?: NonNullable<Lead['tier']> | undefined;
  readonly review?: 'yes' | 'no' | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
}

async function readLeads(workspace: Workspace, query: LeadsQuery) {
  const { leads, enrolments } = await workspace.cam();
  const { state, tier, review, search, cursor = null } = query;
  const filter = {
    ...filterOf(query),
    ...(state === undefined ? {} : { state }),
    ...(tier === undefined ? {} : { tier }),
    ...(review === undefined ? {} : { needsReview: review === 'yes' }),
    ...(search === undefined ? {} : { search }),
  };
  const page = await leads.list(filter, { cursor });
  const sequences = await enrolments.current(page.leads.map(({ id }) => id));
  return { leads: page.leads.map((lead) => rowOf(lead, sequences.get(lead.id))), total: page.total, next: page.next };
}

function rowOf(
  lead: Lead,
  sequence: { readonly sequenceName: string; readonly isPaused: boolean } | undefined,
): LeadRow {
  return {
    ...{ id: lead.id, name: lead.name, title: lead.title, company: lead.company, email: lead.email },
    place: [lead.location, lead.country].filter((part) => part !== '').join(', '),
    ...{ score: lead.score, tier: lead.tier, state: lead.state, needsReview: lead.needsReview },
    sequence: sequence ? { name: sequence.sequenceName, isPaused: sequence.isPaused } : null,
    ...{ source: lead.source, createdAt: lead.createdAt },
  };
}
