import type { ConsentEvent } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, Facts, RelativeTime, Section, type Fact } from '@aicmo/ui';
import { Anchor, Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { counted, screenWord } from '../../../words.ts';
import { consentWords } from '../lead-words.tsx';
import { EditDialog } from './edit-dialog.tsx';
import type { LeadRecord } from './lead.queries.ts';

const checks = {
  UNCHECKED: '',
  VALID: 'checked, good',
  RISKY: 'checked, risky',
  INVALID: 'checked, no good',
  UNKNOWN: 'could not be checked',
} as const;

type Page = LeadRecord['page'];

/** What is known of a lead, and a way to correct it. */
export function LeadFacts({ record }: { readonly record: LeadRecord }): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const { page, consents: history } = record;
  return (
    <Section
      title="What is known"
      action={
        <Button variant="default" size="compact-sm" data-edit onClick={() => setEditing(true)}>
          Correct
        </Button>
      }
    >
      <Facts items={[...stateFacts(page), ...wayFacts(page), ...workFacts(page), ...consentFacts(page, history[0])]} />
      <AppLink href={tabHref('acquisition', page.client.id, { view: 'rights', person: wayTo(page.lead) })}>
        What is held on this person
      </AppLink>
      {isEditing ? <EditDialog lead={page.lead} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}

/** By what the person is looked for. */
const wayTo = ({ email, linkedin, phone }: Page['lead']): string => email || linkedin || phone;

function stateFacts({ lead, won, client }: Page): readonly Fact[] {
  const state = screenWord(lead.state);
  const why = won ? (
    <AppLink href={tabHref('acquisition', won.clientId)}>{`${state}: the client ${won.clientName}`}</AppLink>
  ) : lead.stateReason === '' ? (
    state
  ) : (
    `${state}: ${lead.stateReason}`
  );
  return [
    { label: 'State', value: why },
    { label: 'Lead of', value: client.name },
  ];
}

function wayFacts({ lead }: Page): readonly Fact[] {
  const check = checks[lead.emailCheck];
  return [
    { label: 'Email', value: lead.email === '' ? '' : <Address email={lead.email} check={check} /> },
    ...(lead.phone === ''
      ? []
      : [
          {
            label: 'Phone',
            value: (
              <Anchor inherit href={`tel:${lead.phone}`}>
                {lead.phone}
              </Anchor>
            ),
          },
        ]),
    ...(lead.linkedin === '' ? [] : [{ label: 'LinkedIn', value: <Outside href={lead.linkedin} /> }]),
    { label: 'Place', value: [lead.location, lead.country].filter((part) => part !== '').join(', ') },
    { label: 'Time zone', value: lead.timeZone?.replaceAll('_', ' ') },
    ...(lead.language === '' ? [] : [{ label: 'Language', value: lead.language }]),
  ];
}

/** Breaks before the @ where it must break. */
function Address({ email, check }: { readonly email: string; readonly check: string }): ReactNode {
  const at = email.lastIndexOf('@');
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
      {check === '' ? '' : `, ${check}`}
    </>
  );
}

const Outside = ({ href }: { readonly href: string }): ReactNode => (
  <Anchor inherit href={href} target="_blank" rel="noreferrer">
    {href.replace(/^https:\/\/(?:www\.)?/, '')}
  </Anchor>
);

function workFacts({ lead, enrolments }: Page): readonly Fact[] {
  const current = enrolments.filter(({ status }) => status === 'ACTIVE' || status === 'PAUSED');
  const sequences = current.map(({ sequenceName, campaignName }) => `${sequenceName}, ${campaignName}`).join('; ');
  return [
    { label: 'Website', value: lead.companyDomain },
    { label: 'Industry', value: lead.industry },
    {
      label: 'Company size',
      value: lead.employeeCount === null ? null : counted(lead.employeeCount, 'person', 'people'),
    },
    { label: 'In sequence', value: sequences === '' ? 'no' : sequences },
    ...Object.entries(lead.fields).map(([label, value]) => ({ label, value })),
  ];
}

function consentFacts({ lead }: Page, last: ConsentEvent | undefined): readonly Fact[] {
  const value = consentWords[lead.consent];
  if (last === undefined) return [{ label: 'Consent', value }];
  return [
    {
      label: 'Consent',
      value: (
        <>
          {value}, {last.source}, <RelativeTime at={parseInstant(last.at)} />
        </>
      ),
    },
  ];
}
