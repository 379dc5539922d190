import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { CalendarView } from './calendar-view.tsx';
import { CampaignFormPage } from './campaign-form-page.tsx';
import { CampaignList } from './campaign-list.tsx';
import { CampaignPage } from './campaign-page.tsx';
import { SequenceList } from './sequences/sequence-list.tsx';
import { GoLivePage } from './live/go-live-page.tsx';
import { SequencePage } from './sequences/sequence-page.tsx';
import { taskIdOf } from './task-address.ts';

/** In `?open=` this leads to a campaign's blocked messages: from the Command Center. */
const campaignPrefix = 'campaign.';

/**
 * The campaigns; one campaign (`?campaign=`), its form (`?campaign=new`, `&edit=yes`) or what it lacks for going live (`&live=check`); the sequences and one of them
 * (`?view=sequences`, `?sequence=`); or the calendar with its tasks (`?view=calendar`).
 */
export function CampaignOpsPanel(): ReactNode {
  const [campaign] = useAddressValue('campaign');
  const [edit] = useAddressValue('edit');
  const [sequence] = useAddressValue('sequence');
  const [view] = useAddressValue('view');
  const [live] = useAddressValue('live');
  const [open] = useOpenRecord();
  const client = useClientFilter();
  if (open?.startsWith(campaignPrefix)) {
    const show = { campaign: open.slice(campaignPrefix.length), show: 'BLOCKED' };
    return <Navigate replace to={tabHref('campaign-ops', client, show)} />;
  }
  if (view === 'calendar' || taskIdOf(open) !== null) return <CalendarView />;
  if (sequence !== null) return <SequencePage key={sequence} sequenceId={sequence} />;
  if (view === 'sequences') return <SequenceList />;
  if (campaign === null) return <CampaignList />;
  if (campaign === 'new' || edit !== null) {
    return <CampaignFormPage key={campaign} campaignId={campaign === 'new' ? null : campaign} />;
  }
  if (live !== null) return <GoLivePage key={campaign} campaignId={campaign} />;
  return <CampaignPage key={campaign} campaignId={campaign} />;
}
