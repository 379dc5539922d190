import type { Lead } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { acquisitionContract, type ImportPlan, type LeadRow } from '../../contract/acquisition.contract.ts';

/** There is one operator at this console; sign-in names come with the access rules of a later version. */
const by = 'Operator';

/** Enough for a screen: the rest is one filter away. */
const messagesShown = 50;

export const acquisitionRoutes = defineRoutes(acquisitionContract, (workspace: Workspace) => ({
  leads: ({ query }) => readLeads(workspace, query),
  counts: async ({ query }) => (await workspace.cam()).leads.counts(filterOf(query)),
  lead: ({ params }) => readLead(workspace, params.leadId),
  move: async ({ params, body }) => {
    const { leads } = await workspace.cam();
    await leads.move(params.leadId, body.to, by, body.reason);
  },
  reviewed: async ({ params }) => {
    const { leads } = await workspace.cam();
    await leads.review(params.leadId, null, by);
  },
  neverContact: ({ params, body }) => neverContact(workspace, params.leadId, body.reason),
  campaigns: async ({ query }) => {
    const { campaigns } = await workspace.cam();
    const open = await campaigns.list(query.client === undefined ? {} : { clientId: query.client });
    const choices = open.map(({ id, clientId, name, status, mode }) => ({ id, clientId, name, status, mode }));
    return { campaigns: choices.filter(({ status }) => status !== 'COMPLETED') };
  },
  imports: async ({ query }) => ({ batches: await (await workspace.cam()).imports.list(query.client) }),
  preview: async ({ query, bytes }) => {
    const { imports } = await workspace.cam();
    const place = { clientId: query.client ?? null, campaignId: query.campaign ?? null };
    const mapping = query.mapping === undefined ? {} : { mapping: query.mapping };
    return imports.preview({ ...place, ...mapping, fileName: query.file, bytes });
  },
  begin: ({ query, bytes }) => beginImport(workspace, query.file, bytes, query.plan),
  progress: async function* ({ params, signal }) {
    const { imports } = await workspace.cam();
    yield* imports.watch(params.batchId, signal);
  },
  cancel: async ({ params }) => (await workspace.cam()).imports.cancel(params.batchId),
  outcome: async ({ params: { batchId } }) => {
    const { imports } = await workspace.cam();
    const batch = await imports.get(batchId);
    const [rejections, conflicts] = await Promise.all([imports.rejections(batchId), imports.conflicts(batchId)]);
    return { batch, rejections, conflicts };
  },
  rejectedFile: async ({ params: { batchId } }) => {
    const { imports } = await workspace.cam();
    const { fileName } = await imports.get(batchId);
    const name = fileName.replace(/\.\w{1,5}$/, '');
    return { fileName: `${name}-rejected.csv`, text: await imports.rejectedFile(batchId) };
  },
  simulate: ({ params }) => simulate(workspace, params.campaignId),
}));

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

async function readLead(workspace: Workspace, leadId: string) {
  const { leads, messages } = await workspace.cam();
  const [detail, written] = [await leads.detail(leadId), await messages.list({ leadId }, { limit: messagesShown })];
  return { detail, messages: written.attempts, moves: leads.movesFrom(detail.lead.state) };
}

/** Consent and the list say the same, so that neither an import nor another campaign forgets it. */
async function neverContact(workspace: Workspace, leadId: string, reason: string): Promise<void> {
  const { leads, suppression } = await workspace.cam();
  const lead = await leads.setConsent(leadId, 'DO_NOT_CONTACT', by, reason);
  const way = (['email', 'linkedin', 'phone'] as const).find((kind) => lead[kind] !== '');
  if (way === undefined) return;
  const entry = { clientId: lead.clientId, kind: way, value: lead[way], reason, source: 'operator' };
  await suppression.add(entry, by);
}

/** The file is read before a client or a campaign is made for it: a file that is refused leaves nothing behind. */
async function beginImport(workspace: Workspace, fileName: string, bytes: Uint8Array, plan: ImportPlan) {
  const { clients, campaigns, imports } = await workspace.cam();
  const { mapping, policy } = plan;
  const known = 'id' in plan.client ? plan.client.id : null;
  await imports.check({ clientId: known, campaignId: null, fileName, bytes, mapping });
  const client = 'id' in plan.client ? plan.client : await clients.create(plan.client, by);
  const campaign = 'id' in plan.campaign ? plan.campaign : await campaigns.create(client.id, plan.campaign, by);
  return imports.begin({ clientId: client.id, campaignId: campaign.id, fileName, bytes, mapping, policy }, by);
}

async function simulate(workspace: Workspace, campaignId: string) {
  const { campaigns, messages } = await workspace.cam();
  const orchestrator = await workspace.orchestrator();
  const campaign = await campaigns.get(campaignId);
  if (campaign.mode !== 'SIMULATION') {
    throw conflict({
      code: 'campaign-live',
      message: `“${campaign.name}” is live; it is run from Campaign Ops. Choose a campaign in simulation.`,
    });
  }
  if (campaign.status === 'DRAFT') await campaigns.move(campaignId, 'ACTIVE', by, 'Started to be simulated.');
  const outcome = await orchestrator.run(campaignId, { by });
  const { attempts, total } = await messages.list({ campaignId, mode: 'SIMULATION' }, { limit: messagesShown });
  return { outcome, messages: attempts, total };
}
