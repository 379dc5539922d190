import type { ReactNode } from 'react';
import { useOpenRecord } from '../../components/address.ts';
import { CampaignList } from './campaign-list.tsx';
import { CampaignRecordPage } from './campaign-record-page.tsx';

/** Every campaign to look at; or one of them (`?open=`). Nothing is changed here. */
export function CampaignsPanel(): ReactNode {
  const [open] = useOpenRecord();
  return open === null ? <CampaignList /> : <CampaignRecordPage key={open} campaignId={open} />;
}
