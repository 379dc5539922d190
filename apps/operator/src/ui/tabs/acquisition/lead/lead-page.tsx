import { toAppError } from '@aicmo/core-kernel';
import { AppLink, EmptyState, Page, QueryState, StateBadge, type Tone } from '@aicmo/ui';
import { Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { TierBadge } from '../lead-words.tsx';
import { KnownParts } from './known-parts.tsx';
import { LeadActs } from './lead-acts.tsx';
import classes from './lead-page.module.css';
import { LeadWarnings } from './lead-warnings.tsx';
import { useLead, type LeadRecord } from './lead.queries.ts';
import { StorySection } from './story-section.tsx';
import { WhySection } from './why-section.tsx';
import { WorkSection } from './work-section.tsx';

/** One lead as a whole page (`?lead=<id>`): what is told, planned and decided, and everything that is known. */
export function LeadPage({ leadId }: { readonly leadId: string }): ReactNode {
  const lead = useLead(leadId);
  const client = useClientFilter();
  const page = lead.data?.page;
  return (
    <Page
      title={page?.lead.name ?? 'Lead'}
      question={page ? whoIs(page) : 'Who is this, and what happened so far?'}
      primaryAction={lead.data ? <LeadActs record={lead.data} /> : undefined}
      filters={
        <Group gap="md">
          <AppLink href={tabHref('acquisition', client)}>
            <Group gap="xs" component="span">
              <IconArrowLeft size={14} aria-hidden="true" />
              Leads
            </Group>
          </AppLink>
          {page ? (
            <>
              <StateBadge tone={stateTones[page.lead.state]}>{screenWord(page.lead.state)}</StateBadge>
              <TierBadge tier={page.lead.tier} />
            </>
          ) : null}
        </Group>
      }
    >
      {mergedInto(lead.error) === null ? (
        <QueryState query={lead}>{(record) => <Whole record={record} />}</QueryState>
      ) : (
        <Merged into={mergedInto(lead.error) ?? ''} />
      )}
    </Page>
  );
}

const stateTones: Readonly<Record<LeadRecord['page']['lead']['state'], Tone>> = {
  ...{ NEW: 'neutral', ENRICHED: 'neutral', QUALIFIED: 'info', CONTACTED: 'info', REPLIED: 'warn' },
  ...{ WON: 'good', LOST: 'neutral' },
};

/** "Head of Operations at Kurier Nord, a lead of Nordlicht Bikes" */
const whoIs = ({ lead, client }: LeadRecord['page']): string => {
  const work = [lead.title, lead.company].filter((part) => part !== '').join(' at ');
  return `${work === '' ? 'A' : `${work}, a`} lead of ${client.name}`;
};

function Whole({ record }: { readonly record: LeadRecord }): ReactNode {
  const { page } = record;
  const zone = page.lead.timeZone ?? page.client.timeZone;
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        <LeadWarnings page={page} />
        <WhySection leadId={page.lead.id} />
        <WorkSection leadId={page.lead.id} tasks={page.tasks} appointments={page.appointments} zone={zone} />
        <StorySection page={page} />
      </div>
      <div className={classes['column']}>
        <KnownParts record={record} />
      </div>
    </div>
  );
}

/** The lead that took this one over; null: none did. */
export function mergedInto(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  const { code, details } = toAppError(error);
  const into = details['into'];
  return code === 'lead-merged' && typeof into === 'string' ? into : null;
}

/** Leads on to the lead that has everything now. */
export function Merged({ into }: { readonly into: string }): ReactNode {
  const client = useClientFilter();
  return (
    <EmptyState
      title="Merged"
      why="This lead and another one are the same person. Everything that was known of it stands there."
      action={<AppLink href={tabHref('acquisition', client, { lead: into })}>Open that lead</AppLink>}
    />
  );
}
