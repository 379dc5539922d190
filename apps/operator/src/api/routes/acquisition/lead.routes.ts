import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { leadEndpoints } from '../../../contract/acquisition/lead.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Enough for a screen: the rest is one filter away. */
const messagesShown = 50;

/** One lead and what a person decides about it. */
export const leadHandlers = (workspace: Workspace): Handlers<typeof leadEndpoints> => ({
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
});

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
