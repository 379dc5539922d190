import { Page, QueryState } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { CampaignForm } from './campaign-form.tsx';
import { useCampaign } from './campaign-ops.queries.ts';
import { newCampaign, typedFrom } from './campaign-typing.ts';

/** Makes a campaign, or changes one. */
export function CampaignFormPage({ campaignId }: { readonly campaignId: string | null }): ReactNode {
  return (
    <Page
      title={campaignId === null ? 'New campaign' : 'Edit campaign'}
      question="Whom do we write to, with what, how many a day and until when?"
    >
      {campaignId === null ? <NewCampaign /> : <StoredCampaign campaignId={campaignId} />}
    </Page>
  );
}

function NewCampaign(): ReactNode {
  const clients = useClients();
  const filter = useClientFilter();
  return (
    <QueryState query={clients}>
      {({ clients: rows }) => <CampaignForm stored={null} start={newCampaign(filter ?? rows[0]?.id ?? '')} />}
    </QueryState>
  );
}

function StoredCampaign({ campaignId }: { readonly campaignId: string }): ReactNode {
  return (
    <QueryState query={useCampaign(campaignId)}>
      {({ row: { campaign } }) => (
        <CampaignForm key={campaign.updatedAt} stored={campaign} start={typedFrom(campaign)} />
      )}
    </QueryState>
  );
}
