import type { DbHandle } from '@aicmo/core-db';
import type { Campaign } from '../../contract/campaign.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { SenderIdentity } from './compose-message.ts';

/** Who would write to a lead of a campaign, for a message that is only looked at; null: there is no mailbox in use. */
export type PreviewSender = (
  campaign: Pick<Campaign, 'id' | 'clientId' | 'senderAddress'>,
  leadId: string | undefined,
) => Promise<SenderIdentity | null>;

/** The mailbox at which the lead stays, else the client's oldest one in use; the campaign's own address wins. */
export const createPreviewSender =
  (handle: DbHandle<CamTables>): PreviewSender =>
  async ({ id, clientId, senderAddress }, leadId) => {
    const bound = await handle
      .in()
      .selectFrom('camEnrolment')
      .select('mailboxId')
      .where('leadId', '=', leadId ?? '')
      .where('campaignId', '=', id)
      .where('mailboxId', 'is not', null)
      .executeTakeFirst();
    const rows = await handle
      .in()
      .selectFrom('camMailbox')
      .select(['id', 'address', 'senderName', 'replyTo', 'signature', 'postalAddress'])
      .where('clientId', '=', clientId)
      .where('status', '=', 'ACTIVE')
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    const wanted = senderAddress ? rows.filter(({ address }) => address === senderAddress) : rows;
    const row = wanted.find((each) => each.id === bound?.mailboxId) ?? wanted[0];
    if (!row) return null;
    return {
      ...{ name: row.senderName, address: row.replyTo || row.address },
      ...{ signature: row.signature, postalAddress: row.postalAddress },
    };
  };
