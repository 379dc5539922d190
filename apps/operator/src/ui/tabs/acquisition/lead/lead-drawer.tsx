import { AppLink, DetailDrawer, QueryState } from '@aicmo/ui';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { KnownParts } from './known-parts.tsx';
import { LeadActs } from './lead-acts.tsx';
import { Merged, mergedInto } from './lead-page.tsx';
import { LeadWarnings } from './lead-warnings.tsx';
import { useLead, type LeadRecord } from './lead.queries.ts';
import { StorySection } from './story-section.tsx';
import { WorkSection } from './work-section.tsx';

interface LeadDrawerProps {
  readonly leadId: string;
  readonly onClose: () => void;
}

/** One lead beside a list: who it is, what is planned, why it has its score, what was written to it, and its story. */
export function LeadDrawer({ leadId, onClose }: LeadDrawerProps): ReactNode {
  const lead = useLead(leadId);
  const client = useClientFilter();
  const found = lead.data?.page.lead;
  const into = mergedInto(lead.error);
  const about = [found?.title, found?.company].filter((part) => part !== undefined && part !== '').join(' · ');
  return (
    <DetailDrawer
      title={found?.name ?? 'Lead'}
      subtitle={
        <Stack gap={0}>
          {about}
          <AppLink href={tabHref('acquisition', client, { lead: leadId })}>Open the whole page</AppLink>
        </Stack>
      }
      opened
      onClose={onClose}
      action={lead.data ? <LeadActs record={lead.data} /> : undefined}
    >
      {into === null ? (
        <QueryState query={lead}>{(record) => <Parts record={record} />}</QueryState>
      ) : (
        <Merged into={into} />
      )}
    </DetailDrawer>
  );
}

function Parts({ record }: { readonly record: LeadRecord }): ReactNode {
  const { page } = record;
  const zone = page.lead.timeZone ?? page.client.timeZone;
  return (
    <Stack gap="xl">
      <LeadWarnings page={page} />
      <WorkSection leadId={page.lead.id} tasks={page.tasks} appointments={page.appointments} zone={zone} />
      <KnownParts record={record} />
      <StorySection page={page} />
    </Stack>
  );
}
