import type { OutreachAttempt } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import type { Workspace } from '../workspace.ts';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** Messages of active campaigns that wait for a person, one row for each campaign, with the first reason. */
export const blockedMessagesSource: NeedsYouSource = {
  part: 'Messages',
  tab: 'campaign-ops',
  find: async (workspace) => {
    const { campaigns } = await workspace.cam();
    const active = (await campaigns.list()).filter(({ status }) => status === 'ACTIVE');
    const rows: NeedsYou[] = [];
    for (const { id, name } of active) rows.push(...(await blockedOf(workspace, id, name)));
    return rows;
  },
};

/** The first messages of a live campaign: nothing goes before somebody has read them. */
const toRead = ({ clientId, campaignId, updatedAt }: OutreachAttempt, name: string, count: number): NeedsYou => ({
  id: `first-messages-${campaignId}`,
  urgency: 'now',
  sentence: `“${name}” is live and waits until you have read its first ${count === 1 ? 'message' : `${count} messages`}.`,
  clientId,
  since: parseInstant(updatedAt),
  action: { label: 'Read them', tab: 'campaign-ops', open: `campaign.${campaignId}` },
});

async function blockedOf(workspace: Workspace, campaignId: string, name: string): Promise<readonly NeedsYou[]> {
  const { mode, blocked } = await (await workspace.orchestrator()).due(campaignId);
  if (blocked === 0) return [];
  const { messages, firstMessages } = await workspace.cam();
  if (mode === 'LIVE') {
    const { waiting } = await firstMessages.list(campaignId);
    const [first] = waiting;
    if (first) return [toRead(first.message, name, waiting.length)];
  }
  const { attempts, total } = await messages.list({ campaignId, mode, state: 'BLOCKED' }, { limit: 1 });
  return attempts.map(({ clientId, updatedAt, reasons }) => ({
    id: `blocked-messages-${campaignId}`,
    urgency: mode === 'LIVE' ? 'now' : 'soon',
    sentence: `${total === 1 ? 'One message' : `${total} messages`} of “${name}” ${total === 1 ? 'is' : 'are'} blocked: ${reasons[0]?.text ?? ''}`,
    clientId,
    since: parseInstant(updatedAt),
    action: { label: 'Read why', tab: 'campaign-ops', open: `campaign.${campaignId}` },
  }));
}
