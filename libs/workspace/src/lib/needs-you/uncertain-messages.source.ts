import { parseInstant } from '@aicmo/core-kernel';
import type { NeedsYou, NeedsYouSource } from './needs-you.ts';

/** Messages that may or may not have left, one row for each client; and mailboxes that their servers do not let send. */
export const uncertainMessagesSource: NeedsYouSource = {
  part: 'Mail that is leaving',
  tab: 'publishing',
  find: async (workspace) => {
    const { sending } = await workspace.cam();
    const [uncertain, stopped] = await Promise.all([sending.uncertain(null), sending.stoppedMailboxes()]);
    const byClient = Map.groupBy(uncertain, ({ message }) => message.clientId);
    const rows: NeedsYou[] = [];
    for (const [clientId, [first, ...others]] of byClient) {
      if (!first) continue;
      const { leadName, id } = first.message;
      const [what, they] =
        others.length === 0 ? [`Message to ${leadName}`, 'it'] : [`${others.length + 1} messages`, 'they'];
      rows.push({
        ...{ id: `uncertain-messages-${clientId}`, urgency: 'now', clientId, since: parseInstant(first.since) },
        sentence: `${what} may or may not have left. Say which, for ${they} will not be sent again.`,
        action: { label: 'Decide', tab: 'publishing', view: 'uncertain', open: id },
      });
    }
    for (const { id, clientId, address, statusReason, updatedAt } of stopped) {
      rows.push({
        ...{ id: `stopped-mailbox-${id}`, urgency: 'now', clientId, since: parseInstant(updatedAt) },
        sentence: `Messages wait for ${address}, which is paused: ${statusReason}`,
        action: { label: 'Open the mailbox', tab: 'monitoring', view: 'system' },
      });
    }
    return rows;
  },
};
