import type { LeadDetail, LeadState, OutreachAttempt } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DetailDrawer, Facts, QueryState, Section, StateBadge, Story } from '@aicmo/ui';
import { Stack } from '@mantine/core';
import { IconBan, IconUserQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { MessageList } from '../../components/message-list.tsx';
import { counted, screenWord } from '../../words.ts';
import { useLead } from './acquisition.queries.ts';
import { LeadActs } from './lead-acts.tsx';
import { ScoreSection } from './score-section.tsx';

interface LeadDrawerProps {
  readonly leadId: string;
  readonly onClose: () => void;
}

/** One lead: who it is, why it has its score, what was written to it, and its story. */
export function LeadDrawer({ leadId, onClose }: LeadDrawerProps): ReactNode {
  const lead = useLead(leadId);
  const found = lead.data?.detail.lead;
  const subtitle = [found?.title, found?.company].filter((part) => part !== undefined && part !== '').join(' · ');
  return (
    <DetailDrawer
      title={found?.name ?? 'Lead'}
      subtitle={subtitle}
      opened
      onClose={onClose}
      action={lead.data ? <LeadActs lead={lead.data.detail.lead} moves={lead.data.moves} /> : undefined}
    >
      <QueryState query={lead}>
        {({ detail, messages }) => (
          <Stack gap="xl">
            <Warnings detail={detail} />
            <Facts items={factsOf(detail)} />
            <ScoreSection lead={detail.lead} />
            <Messages messages={messages} />
            <Section title="Story">
              <Story
                entries={detail.story.map(({ at, actor, what, why }) => ({
                  ...{ at: parseInstant(at), who: actor, why, what: storyWords(what) },
                }))}
              />
            </Section>
          </Stack>
        )}
      </QueryState>
    </DetailDrawer>
  );
}

/** "NEW → LOST" in the words of the screen. */
const storyWords = (what: string): string => what.replaceAll(/\b[A-Z]{3,}(?:_[A-Z]+)*\b/g, (word) => screenWord(word));

function Warnings({ detail }: { readonly detail: LeadDetail }): ReactNode {
  const { lead, suppressedBy } = detail;
  const isOff = lead.consent === 'DO_NOT_CONTACT' || suppressedBy.length > 0;
  if (!isOff && !lead.needsReview) return null;
  return (
    <Stack gap="sm">
      {isOff ? (
        <StateBadge tone="bad" icon={<IconBan />}>
          {`Never contacted${suppressedBy.length > 0 ? `. ${suppressedBy.join('; ')}` : ''}`}
        </StateBadge>
      ) : null}
      {lead.needsReview ? (
        <StateBadge tone="warn" icon={<IconUserQuestion />}>
          {`Waits for you: ${lead.reviewReason}`}
        </StateBadge>
      ) : null}
    </Stack>
  );
}

const consents = { UNKNOWN: 'Not asked', OPTED_IN: 'Agreed', DO_NOT_CONTACT: 'Never contact' } as const;

function factsOf({ lead, enrolments }: LeadDetail) {
  const current = enrolments.filter(({ status }) => status === 'ACTIVE' || status === 'PAUSED');
  return [
    { label: 'State', value: stateWords(lead.state, lead.stateReason) },
    { label: 'Email', value: lead.email },
    ...(lead.phone === '' ? [] : [{ label: 'Phone', value: lead.phone }]),
    ...(lead.linkedin === '' ? [] : [{ label: 'LinkedIn', value: lead.linkedin }]),
    { label: 'Place', value: [lead.location, lead.country].filter((part) => part !== '').join(', ') },
    { label: 'Time zone', value: lead.timeZone },
    { label: 'Consent', value: consents[lead.consent] },
    {
      label: 'In sequence',
      value: current.map(({ sequenceName, campaignName }) => `${sequenceName}, ${campaignName}`).join('; ') || 'no',
    },
    { label: 'From', value: lead.batchRow === null ? lead.source : `${lead.source}, row ${lead.batchRow}` },
    ...Object.entries(lead.fields).map(([label, value]) => ({ label, value })),
  ];
}

const stateWords = (state: LeadState, reason: string): string =>
  reason === '' ? screenWord(state) : `${screenWord(state)}: ${reason}`;

function Messages({ messages }: { readonly messages: readonly OutreachAttempt[] }): ReactNode {
  if (messages.length === 0) return null;
  return (
    <Section title="Messages" note={counted(messages.length, 'message')}>
      <MessageList messages={messages} />
    </Section>
  );
}
